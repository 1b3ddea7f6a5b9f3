import { CreditBalancesError } from "../../domain/creditBalancesError.ts";
import { withDeadline } from "../../proxy/deadline.ts";
import { toSettings } from "../../proxy/settings.ts";
import { readPage } from "../../upstream/readPage.ts";
import { describeClock } from "./describeClock.ts";
import { explainFailure } from "./explainFailure.ts";
import { note, ok, wrong } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** How long any answer may take, in milliseconds. */
export const patience = 10_000;

/** Nobody's id: to be told so shows that Hyperline takes the key. */
export const nobody = "cus_doctor";

/** Whether Hyperline can be reached, lets itself be read with this key, and tells the same time. */
export async function checkHyperline(apiKey: string, baseUrl: string | undefined, customerId = nobody): Promise<Finding[]> {
  const settings = toSettings({ apiKey, baseUrl, authorize: () => true });
  const { host } = new URL(settings.baseUrl);
  let seen: { date: string | null; at: number } | undefined;

  async function fetchAndLook(request: Request): Promise<Response> {
    const response = await settings.fetch(request);
    seen = { date: response.headers.get("Date"), at: Date.now() };
    return response;
  }

  const upstream = { ...settings, fetch: fetchAndLook, onCall: () => undefined };
  const failed = await withDeadline(patience, (signal) => readPage(upstream, customerId, 0, signal)).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (!seen) {
    return [
      wrong("Hyperline", `${host}: ${explainFailure(failed?.error)}`),
      note("read", "not tried, as Hyperline cannot be reached."),
    ];
  }
  return [
    ok("Hyperline", `${host} answers.`),
    failed ? explainRead(failed.error, customerId) : ok("read", "Hyperline takes the key, and the rows are as documented."),
    describeClock("clock", "Hyperline", seen.date, seen.at),
  ];
}

function explainRead(error: unknown, customerId: string): Finding {
  const { code, status } = error instanceof CreditBalancesError ? error : { code: "internal", status: undefined };
  if (code === "not_found" && customerId === nobody)
    return ok("read", "Hyperline takes the key. With --customer, rows are looked at as well.");
  if (code === "not_found")
    return wrong("read", "Hyperline has no such customer under this key. Is it a live id with a test_ key, or the reverse?");
  if (code === "rate_limited")
    return note(
      "read",
      "Hyperline takes the key, but asks for a pause: the account's calls are spent. Try again in ten seconds.",
    );
  if (code === "upstream_invalid")
    return wrong("read", "the answer is not Hyperline's documented one. Does HYPERLINE_BASE_URL lead to Hyperline?");
  if (code === "upstream_timeout") return wrong("read", "the answer did not end within 10 seconds. Try again, or ask Hyperline.");
  if (status === 401 || status === 403) {
    return wrong(
      "read",
      `Hyperline refuses the key (${status}). Was it replaced, or is it of the other side (live or test)? Copy it again from Hyperline's settings.`,
    );
  }
  return wrong(
    "read",
    `Hyperline answers ${status ?? "nothing that ends"}. Does HYPERLINE_BASE_URL lead to Hyperline? Else try again later.`,
  );
}
