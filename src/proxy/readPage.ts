import { array, integer, minValue, number, object, pipe, safeParse } from "valibot";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { creditRow } from "../domain/creditRow.ts";
import type { CreditRow } from "../domain/creditRow.ts";
import { creditsPath } from "../domain/customerId.ts";
import { parseRetryAfter } from "../domain/parseRetryAfter.ts";
import { untilAborted } from "./deadline.ts";
import { parseExactJson } from "./parseExactJson.ts";
import type { Settings } from "./options.ts";
import { readBody } from "./readBody.ts";

/** The most rows that Hyperline gives at once; it answers 400 to more. */
export const pageSize = 100;

/** How long a browser is asked to wait at the least and at the most, whatever Hyperline says; milliseconds. */
const shortestWait = 1_000;
const longestWait = 60_000;

/** One page as Hyperline gave it. */
export type Page = { total: number; rows: CreditRow[] };

/** Of `meta` only `total` is believed: `taken` repeats the requested `take` on some endpoints. */
const pageSchema = object({
  meta: object({ total: pipe(number(), integer(), minValue(0)) }),
  data: array(creditRow),
});

/** Asks Hyperline for one page of a customer's credits, and lets through only what is valid and this customer's. */
export async function readPage(settings: Settings, customerId: string, skip: number, signal: AbortSignal): Promise<Page> {
  const request = new Request(`${settings.baseUrl}${creditsPath(customerId)}?take=${pageSize}&skip=${skip}`, {
    headers: { Authorization: `Bearer ${settings.apiKey}`, Accept: "application/json" },
    redirect: "manual",
    signal,
  });
  const text = await exchange(settings, request, signal);
  if (text === undefined) throw invalid("The body is larger than one mebibyte, or is no UTF-8.");

  const page = safeParse(pageSchema, parse(text), { abortEarly: true });
  if (!page.success) throw invalid("The body has another shape than documented.");
  const { meta, data: rows } = page.output;
  if (rows.some((row) => row.customer_id !== customerId)) throw invalid("A row belongs to another customer.");
  return { total: meta.total, rows };
}

async function exchange({ fetch, now }: Settings, request: Request, signal: AbortSignal): Promise<string | undefined> {
  try {
    signal.throwIfAborted();
    const response = await untilAborted(fetch(request), signal);
    if (response.status === 200) return await readBody(response, signal);
    response.body?.cancel().catch(() => undefined);
    throw refusal(response, now());
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof CreditBalancesError) throw cause;
    throw new CreditBalancesError("upstream_failed", "Hyperline could not be read.", { cause });
  }
}

function parse(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (cause) {
    throw new CreditBalancesError("upstream_invalid", "The body is no JSON.", { cause });
  }
}

function refusal({ status, headers }: Response, now: number): CreditBalancesError {
  switch (status) {
    case 404:
      return new CreditBalancesError("not_found", "Hyperline does not know this customer.");
    case 429:
      return new CreditBalancesError("rate_limited", "Hyperline's rate limit is used up.", {
        retryAfter: Math.min(Math.max(parseRetryAfter(headers.get("Retry-After"), now) ?? 0, shortestWait), longestWait),
      });
    default:
      // 401 and 403 are about our key, not about the visitor: passing them on would make hosts log their users out.
      return new CreditBalancesError("upstream_failed", `Hyperline answered ${status}.`, { status });
  }
}

function invalid(message: string): CreditBalancesError {
  return new CreditBalancesError("upstream_invalid", message);
}
