import * as v from "valibot";

const id = v.pipe(v.string(), v.nonEmpty());

/** `1e999` is a number in JSON, and infinite here. */
const finite = v.pipe(v.number(), v.finite());

const timestamp = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => Number.isFinite(Date.parse(text))),
);

/** A time that nobody can read is unknown; it must not take the balance down with it. */
const timestampOrUnknown = v.fallback(v.nullable(timestamp), null);

/**
 * One row of Hyperline's credit list, and of the proxy's answer: the fields that a browser may see, all others dropped.
 * What identifies a row or decides a level must be right; a balance that is no number is unknown, which is `null` and never 0.
 *
 * Fields as documented at https://docs.hyperline.co (API, "List credit products").
 */
export const creditRow = v.object({
  product_id: id,
  customer_id: id,
  name: v.string(),
  current_balance: v.fallback(v.nullable(finite), null),
  low_count_threshold: v.nullish(finite, null),
  last_refreshed_at: timestampOrUnknown,
  auto_topup: v.fallback(v.nullable(v.object({ credit_count: finite })), null),
  created_at: timestampOrUnknown,
  updated_at: timestampOrUnknown,
});

/** A validated row, in Hyperline's own words. */
export type CreditRow = v.InferOutput<typeof creditRow>;

/** The proxy's answer: every product of the customer, and how old the rows are. */
export const creditsAnswer = v.object({
  meta: v.object({
    total: v.number(),
    taken: v.number(),
    skipped: v.literal(0),
    fetched_at: timestamp,
    stale: v.boolean(),
  }),
  data: v.array(creditRow),
});

/** What travels from the proxy to the widget. */
export type CreditsAnswer = v.InferOutput<typeof creditsAnswer>;
