import { ask } from "./ask.ts";
import type { Reply } from "./ask.ts";
import { explainFailure } from "./explainFailure.ts";
import { note, ok, wrong } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether a page on another origin may read at this address, asked as a browser asks; and whether a cookie would come along. */
export async function checkOrigin(url: string, origin: string): Promise<Finding[]> {
  if (new URL(url).origin === origin)
    return [ok("origin", "the page is on the proxy's own origin: cookies come along, and CORS has no say.")];
  const asked = { Origin: origin, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors" };
  const wishes = { "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization" };
  try {
    const preflight = await ask(`${url}/v1/customers/cus_doctor/credits`, { ...asked, ...wishes }, "OPTIONS");
    const answer = await ask(`${url}/v1/customers/%20/credits`, asked);
    const wrongs = [...explainPreflight(preflight, origin), ...explainOrigin("answer", answer, origin)];
    const found = wrongs[0] ? wrong("origin", wrongs[0]) : ok("origin", "a page there may read.");
    return [found, describeCookies(new URL(url).hostname, new URL(origin).hostname)];
  } catch (error) {
    return [wrong("origin", explainFailure(error))];
  }
}

function explainPreflight(reply: Reply, origin: string): string[] {
  const mistakes = explainOrigin("preflight", reply, origin);
  if (mistakes.length > 0) return mistakes;
  if (reply.status >= 300)
    return [`the preflight is answered with ${reply.status}, not by the proxy. Let OPTIONS through to it.`];
  const allowed = reply.headers.get("Access-Control-Allow-Headers")?.toLowerCase() ?? "";
  return allowed.includes("authorization")
    ? []
    : ["the preflight does not allow the header Authorization: something in front answers it. Let OPTIONS through to the proxy."];
}

/** What is wrong with the one header that lets a page read. https://fetch.spec.whatwg.org/#http-cors-protocol */
function explainOrigin(what: string, { headers }: Reply, origin: string): string[] {
  const allowed = headers.get("Access-Control-Allow-Origin");
  if (allowed === origin) return [];
  if (allowed === null)
    return [`${origin} is not allowed. Add it to \`allowedOrigins\` (CREDITS_ALLOWED_ORIGINS), letter for letter.`];
  if (allowed.includes(","))
    return [
      `the ${what} names allowed origins twice, which browsers refuse: something in front adds its own. Let only the proxy do it.`,
    ];
  return [
    `the ${what} allows another origin than ${origin}, or all: something in front answers in the proxy's place. Let only the proxy do it.`,
  ];
}

function describeCookies(host: string, other: string): Finding {
  if (siteOf(host) === siteOf(other)) {
    return note(
      "cookies",
      "the page is on another origin of the same site: a session's cookie comes along if its Domain covers both, and `headers` are not needed.",
    );
  }
  return note(
    "cookies",
    "the page is on another site, to which browsers give no cookie along: let your backend sign a token (signCustomerToken), and pass it in `headers`.",
  );
}

/** As far as a name tells: which domains belong together, only browsers' lists know. */
function siteOf(host: string): string {
  return host.split(".").slice(-2).join(".");
}
