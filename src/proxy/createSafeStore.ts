import { literal, object, parse, string } from "valibot";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { creditsAnswer } from "../domain/creditsAnswer.ts";
import { textOf, toSnapshot } from "./answer.ts";
import type { Snapshot } from "./answer.ts";
import { within } from "./deadline.ts";
import type { Emit, Pseudonym } from "./createEmit.ts";
import { parseExactJson } from "../domain/parseExactJson.ts";
import type { Settings } from "./settings.ts";

/** How long a request waits for the store, in milliseconds. */
export const patience = 50;

/** The clocks of two instances differ by less, in milliseconds; rows from further ahead are rubbish, and would stay fresh for ever. */
export const clockSkew = 5_000;

export type SafeStore = ReturnType<typeof createSafeStore>;

/** The host's store, made harmless: whatever it does, reading gives valid rows of this customer or nothing, and writing fails nothing. */
export function createSafeStore({ store, maxAge, maxStale, now }: Settings, pseudonym: Pseudonym, emit: Emit) {
  if (!store) return undefined;

  async function attempt<T>(operation: "get" | "set" | "delete", customer: string, work: (key: string) => T) {
    try {
      const key = `hyperline-credits:${await pseudonym(customer)}`;
      return await within(patience, Promise.resolve(work(key)));
    } catch (error) {
      emit({ type: "store_failed", operation, reason: error instanceof CreditBalancesError ? "slow" : "failed" });
      return undefined;
    }
  }

  return {
    async get(customer: string): Promise<Snapshot | undefined> {
      const value = await attempt("get", customer, (key) => store.get(key));
      if (value === undefined || value === null) return undefined;
      const snapshot = parseSnapshot(value, customer, now());
      if (!snapshot) emit({ type: "store_failed", operation: "get", reason: "invalid" });
      return snapshot;
    },
    set(customer: string, snapshot: Snapshot) {
      const value = `{"customer_id":${JSON.stringify(customer)},"answer":${textOf(snapshot)}}`;
      return attempt("set", customer, (key) => store.set(key, value, maxAge + maxStale));
    },
    delete: (customer: string) => attempt("delete", customer, (key) => store.delete(key)),
  };
}

/** @returns undefined when the value is anything else than rows of this customer that were written here */
function parseSnapshot(value: unknown, customerId: string, now: number): Snapshot | undefined {
  const schema = object({ customer_id: literal(customerId), answer: creditsAnswer });
  try {
    const { data, meta } = parse(schema, parseExactJson(parse(string(), value))).answer;
    const fetchedAt = Date.parse(meta.fetched_at);
    const isOwn = data.every((row) => row.customer_id === customerId);
    return isOwn && fetchedAt <= now + clockSkew ? toSnapshot(data, fetchedAt) : undefined;
  } catch {
    return undefined;
  }
}
