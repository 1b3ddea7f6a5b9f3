import { array, integer, minValue, number, object, pipe, safeParse } from "valibot";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { creditRow } from "../domain/creditRow.ts";
import type { CreditRow } from "../domain/creditRow.ts";
import { creditsPath } from "../domain/customerId.ts";
import type { Fetch } from "../domain/fetch.ts";
import { parseExactJson } from "../domain/parseExactJson.ts";
import { parseRetryAfter } from "../domain/parseRetryAfter.ts";
import { readBody } from "./readBody.ts";

/** The most rows that Hyperline gives at once; it answers 400 to more. */
export const pageSize = 100;

/** How long Hyperline is left alone at the least and at the most when it asks for it, in milliseconds. */
const shortestWait = 1_000;
const longestWait = 60_000;

/** One page as Hyperline gave it. */
export type Page = { total: number; rows: CreditRow[] };

/** Of `meta` only `total` is believed: `taken` repeats the requested `take` on some endpoints. */
const pageSchema = object({
  meta: object({ total: pipe(number(), integer(), minValue(0)) }),
  data: array(creditRow),
});

/** Where Hyperline is, and with what key it is read. */
export type Upstream = {
  apiKey: string;
  baseUrl: string;
  fetch: Fetch;
  now: () => number;
  /** Told of every call that ended: its status, null where there was none, and how long it took, in milliseconds. */
  onCall: (customerId: string, status: number | null, duration: number) => void;
};

/**
 * Asks Hyperline for one page of a customer's credits, and lets through only what is valid and this customer's.
 *
 * @throws CreditBalancesError `not_found`, `rate_limited`, `upstream_failed` or `upstream_invalid`
 */
export async function readPage(upstream: Upstream, customerId: string, skip: number, signal: AbortSignal): Promise<Page> {
  const { apiKey, baseUrl, fetch, now, onCall } = upstream;
  const request = new Request(`${baseUrl}${creditsPath(customerId)}?take=${pageSize}&skip=${skip}`, {
    headers: { Authorization: `Bearer ${apiKey}`, Accept: "application/json" },
    redirect: "manual",
    signal,
  });
  const started = performance.now();
  let status: number | null = null;
  try {
    const response = await fetch(request);
    status = response.status;
    if (status !== 200) throw toRefusal(response, now());
    return toPage(await readBody(response, signal), customerId);
  } catch (cause) {
    if (cause instanceof CreditBalancesError) throw cause;
    throw new CreditBalancesError("upstream_failed", "Hyperline could not be read.", { cause });
  } finally {
    onCall(customerId, status, performance.now() - started);
  }
}

function toRefusal(response: Response, now: number): CreditBalancesError {
  response.body?.cancel().catch(() => undefined);
  const { status, headers } = response;
  const asked = parseRetryAfter(headers.get("Retry-After"), now) ?? (status === 429 ? 0 : undefined);
  const retryAfter = asked === undefined ? undefined : Math.min(Math.max(asked, shortestWait), longestWait);
  // 401 and 403 are about our key, not about the visitor: passing them on would make hosts log their users out.
  const code = status === 404 ? "not_found" : status === 429 ? "rate_limited" : "upstream_failed";
  return new CreditBalancesError(code, `Hyperline answered ${status}.`, { status, retryAfter });
}

function toPage(text: string, customer: string): Page {
  const page = safeParse(pageSchema, parse(text), { abortEarly: true });
  if (!page.success) throw new CreditBalancesError("upstream_invalid", "The body has another shape than documented.");
  const { meta, data: rows } = page.output;
  const isForeign = rows.some((row) => row.customer_id !== customer);
  if (isForeign) throw new CreditBalancesError("upstream_invalid", "A row belongs to another customer.");
  return { total: meta.total, rows };
}

/** What is no JSON has no shape either. */
function parse(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}
