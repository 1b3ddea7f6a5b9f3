import { array, boolean, literal, number, object } from "valibot";
import type { InferOutput } from "valibot";
import { creditRow, timestamp } from "./creditRow.ts";

/** The proxy's answer: every product of the customer, and how old the rows are. */
export const creditsAnswer = object({
  meta: object({
    total: number(),
    taken: number(),
    skipped: literal(0),
    fetched_at: timestamp,
    stale: boolean(),
  }),
  data: array(creditRow),
});

/** What travels from the proxy to the widget. */
export type CreditsAnswer = InferOutput<typeof creditsAnswer>;
