import { creditLevel } from "../domain/creditBalance.ts";
import type { CreditBalance } from "../domain/creditBalance.ts";

type Json = Record<string, unknown>;

/** What the proxy answered, in this package's words. */
export type Answer = { credits: CreditBalance[]; fetchedAt: string; stale: boolean };

/**
 * Reads the proxy's answer: its shape, and that every row is this customer's. The same rules as `domain/creditsAnswer.ts`, written by hand,
 * because a schema and its library would be a fifth more for a browser to load. A test holds the two together.
 *
 * @throws TypeError when it is anything else
 */
export function parseAnswer(body: unknown, customerId: string): Answer {
  demandAnswer(isJson(body) && isJson(body.meta) && Array.isArray(body.data));
  const { fetched_at, stale } = body.meta;
  demandAnswer(isTime(fetched_at) && typeof stale === "boolean");
  return { credits: body.data.map((row) => toCredit(row, customerId)), fetchedAt: fetched_at, stale };
}

function toCredit(row: unknown, customerId: string): CreditBalance {
  demandAnswer(isJson(row) && row.customer_id === customerId);
  const { product_id: productId, name, current_balance, low_count_threshold, auto_topup } = row;
  const lowThreshold = low_count_threshold ?? null;
  demandAnswer(typeof productId === "string" && productId && typeof name === "string");
  demandAnswer(lowThreshold === null || isNumber(lowThreshold));
  const balance = isNumber(current_balance) ? current_balance : null;
  return {
    productId,
    customerId,
    name,
    balance,
    lowThreshold,
    level: creditLevel({ balance, lowThreshold }),
    lastRefreshedAt: timeOrNull(row.last_refreshed_at),
    autoTopUp: isJson(auto_topup) && isNumber(auto_topup.credit_count) ? { credits: auto_topup.credit_count } : null,
    createdAt: timeOrNull(row.created_at),
    updatedAt: timeOrNull(row.updated_at),
  };
}

function demandAnswer(isRight: unknown): asserts isRight {
  if (!isRight) throw new TypeError("no answer");
}

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null;
const isNumber = (value: unknown): value is number => Number.isFinite(value);
/** Without an offset it would be a time of the visitor's zone. */
const withOffset = /^\d{4}-\d\d-\d\d[T ].+(Z|[+-]\d\d(:?\d\d)?)$/;
const isTime = (value: unknown): value is string =>
  typeof value === "string" && withOffset.test(value) && Number.isFinite(Date.parse(value));
const timeOrNull = (value: unknown) => (isTime(value) ? value : null);
