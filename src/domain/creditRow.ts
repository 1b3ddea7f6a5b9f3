import { check, fallback, finite, isoTimestamp, nonEmpty, nullable, nullish, number, object, pipe, string } from "valibot";
import type { InferOutput } from "valibot";

const id = pipe(string(), nonEmpty());

/** `1e999` is a number in JSON, and infinite here. */
const finiteNumber = pipe(number(), finite());

/** ISO 8601, with an offset. */
export const timestamp = pipe(
  string(),
  isoTimestamp(),
  check((text) => Number.isFinite(Date.parse(text))),
);

/** A time that nobody can read is unknown; it must not take the balance down with it. */
const timestampOrUnknown = fallback(nullable(timestamp), null);

/**
 * One row of Hyperline's credit list, and of the proxy's answer: the fields that a browser may see, all others dropped.
 * What identifies a row or decides a level must be right; a balance that is no number is unknown, which is `null` and never 0.
 *
 * Fields as documented at https://docs.hyperline.co (API, "List credit products").
 */
export const creditRow = object({
  product_id: id,
  customer_id: id,
  name: string(),
  current_balance: fallback(nullable(finiteNumber), null),
  low_count_threshold: nullish(finiteNumber, null),
  last_refreshed_at: timestampOrUnknown,
  auto_topup: fallback(nullable(object({ credit_count: finiteNumber })), null),
  created_at: timestampOrUnknown,
  updated_at: timestampOrUnknown,
});

/** A validated row, in Hyperline's own words. */
export type CreditRow = InferOutput<typeof creditRow>;
