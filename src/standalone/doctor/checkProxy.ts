import { safeParse } from "valibot";
import { creditsAnswer } from "../../domain/creditsAnswer.ts";
import { creditsPath } from "../../domain/customerId.ts";
import { ask, codeOf } from "./ask.ts";
import type { Reply } from "./ask.ts";
import { nobody } from "./checkHyperline.ts";
import { describeClock } from "./describeClock.ts";
import { explainFailure } from "./explainFailure.ts";
import { note, ok, wrong } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** No customer's id can be so: the proxy says that it is none, before it asks anybody. */
const noCustomerPath = "/v1/customers/%20/credits";

type Visitor = { customerId: string | undefined; headers: Record<string, string> };

/** Whether the proxy is mounted at this address, keeps strangers out, and lets this visitor read this customer. */
export async function checkProxy(url: string, visitor: Visitor): Promise<Finding[]> {
  let reply: Reply;
  try {
    reply = await ask(url + noCustomerPath);
  } catch (error) {
    return [wrong("mount", `${new URL(url).host}: ${explainFailure(error)}`)];
  }
  const missing = explainMount(reply);
  if (missing) return [wrong("mount", missing)];
  const { headers, at } = reply;
  return [
    ok("mount", "the proxy answers there."),
    ...(headers.get("Cache-Control")?.includes("no-store")
      ? []
      : [
          wrong(
            "headers",
            "Cache-Control: no-store got lost: something in front changes it, and could show balances to others. Let it through.",
          ),
        ]),
    ...(headers.has("Set-Cookie")
      ? [note("headers", "something in front sets a cookie on each answer. The proxy needs none.")]
      : []),
    describeClock("clock", "your server", headers.get("Date"), at),
    await checkStranger(url),
    await checkVisitor(url, visitor),
  ];
}

/** Why this is not the proxy's own answer to what is no customer. */
function explainMount(reply: Reply): string | undefined {
  const { status, headers } = reply;
  if (status === 400 && codeOf(reply) === "invalid_request") return undefined;
  if (status >= 300 && status < 400)
    return `it redirects (${status}), perhaps to a sign-in page. The widget needs the proxy's own answer: leave the mount out of that rule.`;
  if (status === 401 || status === 403)
    return `something in front of the proxy answers ${status}. If that is your sign-in check, leave the mount out of it: \`authorize\` decides.`;
  if (status === 404)
    return "nothing is mounted there (404). --url is what you give the widget as `endpoint`: the path before /v1/customers/….";
  if (status >= 500) return `your server fails with ${status} before the proxy answers. Look into its log.`;
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(headers.get("Content-Type") ?? "")?.[0] ?? "no content type";
  return `something else answers there (${status}, ${type}), such as your app's own page. --url is what you give the widget as \`endpoint\`.`;
}

async function checkStranger(url: string): Promise<Finding> {
  const about = "strangers";
  const reply = await tryToRead(url, nobody, {});
  if (typeof reply === "string") return wrong(about, reply);
  if (reply.status === 401 || reply.status === 403) return ok(about, `who brings no session is refused (${reply.status}).`);
  if (reply.status === 429) return note(about, "not known: the proxy asks for a pause (429). Try again in ten seconds.");
  return wrong(
    about,
    `who brings no session may read (${reply.status}): \`authorize\` says true to everybody. Only over the sandbox is that meant so.`,
  );
}

async function checkVisitor(url: string, { customerId, headers }: Visitor): Promise<Finding> {
  const about = "visitor";
  if (customerId === undefined || Object.keys(headers).length === 0) {
    return note(
      about,
      "not tried: pass --customer, and in CREDITS_DOCTOR_COOKIE or CREDITS_DOCTOR_AUTHORIZATION what a visitor's browser sends.",
    );
  }
  const reply = await tryToRead(url, customerId, headers);
  if (typeof reply === "string") return wrong(about, reply);
  const code = codeOf(reply);
  if (reply.status !== 200)
    return wrong(
      about,
      `${reply.status}${code ? ` ${code}` : ""}: ${mends[reply.status] ?? "the troubleshooting page has the code."}`,
    );
  const answer = safeParse(creditsAnswer, reply.body);
  if (!answer.success || answer.output.data.some((row) => row.customer_id !== customerId)) {
    return wrong(about, "200, but the answer is not the proxy's. Does something in front change it?");
  }
  if (answer.output.meta.stale)
    return wrong(about, "may read, but the rows are old: the proxy cannot read Hyperline now. Its log and onEvent say why.");
  return ok(about, "may read this customer.");
}

const mends: Partial<Record<number, string>> = {
  401: "`authorize` returns null: it does not know this session. Is the cookie or token complete, and not run out?",
  403: "`authorize` does not return true for this customer. Compare the id in the session with --customer.",
  404: "Hyperline has no such customer under the server's key. Is it a live id with a test_ key, or the reverse?",
  429: "the budget of calls is spent, or Hyperline asks for a pause. Try again in ten seconds.",
  502: "the server cannot read Hyperline. Run the doctor there, with the server's own key.",
  504: "Hyperline, or your `authorize`, takes longer than `timeout`.",
};

async function tryToRead(url: string, customerId: string, headers: Record<string, string>): Promise<Reply | string> {
  try {
    return await ask(url + creditsPath(customerId), headers);
  } catch (error) {
    return explainFailure(error);
  }
}
