import { literal, object, parse, string } from "valibot";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { creditsAnswer } from "../domain/creditsAnswer.ts";
import { toSnapshot } from "./answer.ts";
import type { Snapshot } from "./answer.ts";
import { patience, sleep, within } from "./deadline.ts";
import type { Emit, Pseudonym } from "./createEmit.ts";
import { parseExactJson } from "../domain/parseExactJson.ts";
import type { Settings } from "./settings.ts";

/** The clocks of two instances differ by less, in milliseconds; rows from further ahead are rubbish, and would stay fresh for ever. */
export const clockSkew = 5_000;

export type SafeStore = ReturnType<typeof createSafeStore>;

/** The host's store, made harmless: whatever it does, reading gives valid rows of this customer or nothing, and writing fails nothing. */
export function createSafeStore({ store, maxAge, maxStale, timeout, now }: Settings, pseudonym: Pseudonym, emit: Emit) {
  if (!store) return undefined;

  const self = crypto.randomUUID();
  let leftAloneUntil = 0;

  async function attempt<T>(operation: "get" | "set" | "delete", customer: string, work: (key: string) => T) {
    if (performance.now() < leftAloneUntil) return undefined;
    try {
      const key = `hyperline-credits:${await pseudonym(customer)}`;
      return await within(patience, Promise.resolve(work(key)));
    } catch (error) {
      // Waiting for it once a second is enough.
      leftAloneUntil = performance.now() + 1_000;
      emit({ type: "store_failed", operation, reason: error instanceof CreditBalancesError ? "slow" : "failed" });
      return undefined;
    }
  }

  /** The instance that reads this customer now. Anything else than a mark of ours is rubbish, and nobody. */
  async function reader(customer: string): Promise<string | undefined> {
    const mark = await attempt("get", customer, (key) => store?.get(`${key}:reader`));
    return typeof mark === "string" && /^[\da-f-]{36}$/.test(mark) ? mark : undefined;
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
      const value = `{"customer_id":${JSON.stringify(customer)},"answer":${snapshot.body}}`;
      return attempt("set", customer, (key) => store.set(key, value, maxAge + maxStale));
    },
    /** Whether this instance should read now. Keyv knows no lock: of several that leave their mark at once, the last one reads. */
    async claim(customer: string): Promise<boolean> {
      if (await reader(customer)) return false;
      await attempt("set", customer, (key) => store.set(`${key}:reader`, self, timeout));
      if (performance.now() < leftAloneUntil) return true;
      // By then, instances that want to read at once see each other's marks.
      await sleep(20);
      return ((await reader(customer)) ?? self) === self;
    },
    /** Takes the mark of this instance away. */
    release: (customer: string) => attempt("delete", customer, (key) => store.delete(`${key}:reader`)),
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
