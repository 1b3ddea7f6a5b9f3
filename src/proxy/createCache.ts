import { LRUCache } from "lru-cache";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import type { Reading, Snapshot } from "./answer.ts";
import type { Emit } from "./createEmit.ts";
import { createReader } from "./createReader.ts";
import type { Outcome } from "./createReader.ts";
import { clockSkew } from "./createSafeStore.ts";
import type { SafeStore } from "./createSafeStore.ts";
import { createSharing } from "./createSharing.ts";
import type { Turns } from "./createTurns.ts";
import { sleep, within } from "./deadline.ts";
import type { CacheState } from "./events.ts";
import type { Settings } from "./settings.ts";

/** What is known of one customer: the last good rows, and why there are no newer ones. Times are those of `tick`. */
type Entry = {
  snapshot?: Snapshot | undefined;
  failure?: CreditBalancesError | undefined;
  /** From when on Hyperline is asked again, and from when on for a visitor who wants newer rows. */
  askAgainAt: number;
  refreshableAt: number;
  /** When Hyperline did not know the customer: older rows are believed no more. */
  goneAt: number;
};

/** How often a wish for newer rows is granted to a customer, in milliseconds. */
const refreshPeriod = 5_000;

/** Engines keep a text in one byte a letter, or in two, all of it, where one letter needs them. */
function memoryOf({ body }: Snapshot): number {
  return /[^ -\xff]/.test(body) ? 2 * body.length : body.length;
}

/**
 * Fresh rows as they are, others once Hyperline was asked. All who ask while a read is under way share it, and it goes on when they
 * leave. When it fails, the last good rows are given as stale, up to `maxStale`, and Hyperline is left alone for a second or two.
 */
export function createCache(settings: Settings, store: SafeStore, turns: Turns, emit: Emit) {
  const { budget, maxAge, maxStale, timeout, now, tick } = settings;
  const readCustomer = createReader(settings, turns, emit);
  const shareLook = createSharing<Entry | undefined>();
  const shareRead = createSharing<Entry>();
  const entries = new LRUCache<string, Entry>({
    maxSize: 64 * 1024 * 1024,
    sizeCalculation: ({ snapshot, failure }) => (failure ? 4_000 : 1_000) + (snapshot ? memoryOf(snapshot) : 0),
  });

  /** Rows that another instance has left in the store, if they are newer than ours. */
  async function look(customer: string): Promise<Entry | undefined> {
    const snapshot = await store?.get(customer);
    const held = entries.peek(customer);
    if (!snapshot || snapshot.fetchedAt <= Math.max(held?.snapshot?.fetchedAt ?? 0, held?.goneAt ?? 0)) return held;
    return keep(customer, { snapshot, calls: 0 }, false);
  }

  /** How long to wait for another instance, in milliseconds: not for long, unless it stands in line as we would. */
  function patience(): number {
    return turns.delay() > 0 ? timeout : timeout / 4;
  }

  async function refresh(customer: string, wantsNewer: boolean): Promise<Entry> {
    let isOurs = false;
    // One of several instances reads, the others wait for its rows.
    for (let waited = store && !wantsNewer ? 0 : Infinity; !isOurs && waited < patience(); waited += 50) {
      isOurs = (await store?.claim(customer)) === true;
      const found = await look(customer);
      if (found && isSettled(found, wantsNewer)) {
        if (isOurs) void store?.release(customer);
        return found;
      }
      if (!isOurs) await sleep(50);
    }
    const known = entries.peek(customer)?.snapshot;
    const outcome = await readCustomer(customer, known, isShowable(known) ? "again" : "first");
    void leaveInStore(customer, outcome, isOurs);
    return keep(customer, outcome, wantsNewer);
  }

  /** The rows come first: whoever finds no mark any more finds them. */
  async function leaveInStore(customer: string, { snapshot, failure }: Outcome, isOurs: boolean): Promise<void> {
    if (failure?.code === "not_found") await store?.delete(customer);
    if (snapshot && !failure) await store?.set(customer, snapshot);
    if (isOurs) await store?.release(customer);
  }

  function keep(customer: string, { snapshot, failure, calls }: Outcome, wantsNewer: boolean): Entry {
    const { refreshableAt = 0, goneAt = 0 } = entries.peek(customer) ?? {};
    // A customer with many pages rests longer, so that none takes more than about a fifth of the budget.
    const rest = (calls * 50_000) / budget.calls;
    const age = !failure && snapshot ? Math.max(0, now() - snapshot.fetchedAt) : 0;
    // A tenth more or less, so that what was read together is not read together for ever.
    const freshFor = maxAge * (0.9 + Math.random() * 0.2);
    const pause = failure ? Math.max(1_000 + Math.random() * 1_000, failure.retryAfter ?? 0) : freshFor - age;
    const refreshPause = failure ? pause : wantsNewer ? refreshPeriod - age : 0;
    const entry = {
      snapshot,
      failure,
      goneAt: failure?.code === "not_found" ? now() : goneAt,
      askAgainAt: tick() + Math.max(pause, rest - age),
      refreshableAt: Math.max(refreshableAt, tick() + Math.max(refreshPause, calls > 1 ? rest - age : 0)),
    };
    entries.set(customer, entry);
    return entry;
  }

  /** Whether an entry holds for this request, be it rows or a failure of a moment ago. */
  function isSettled({ snapshot, failure, askAgainAt, refreshableAt }: Entry, wantsNewer: boolean): boolean {
    // Rows from the future: the clock was set back.
    if (!failure && snapshot && snapshot.fetchedAt > now() + clockSkew) return false;
    return tick() < askAgainAt && !(wantsNewer && tick() >= refreshableAt);
  }

  function isShowable(snapshot: Snapshot | undefined): snapshot is Snapshot {
    return snapshot !== undefined && now() - snapshot.fetchedAt <= maxStale;
  }

  function toReading({ snapshot, failure, askAgainAt }: Omit<Entry, "refreshableAt" | "goneAt">, state: CacheState): Reading {
    if (snapshot && !failure) return { snapshot, state };
    if (isShowable(snapshot)) return { snapshot, state: "stale" };
    const { code = "internal", message = "Nothing is known.", retryAfter } = failure ?? {};
    throw new CreditBalancesError(code, message, { cause: failure, retryAfter: retryAfter && askAgainAt - tick() });
  }

  /** Why rows that there are must do, or why there are none: the budget is spent. */
  function busy(): CreditBalancesError {
    return new CreditBalancesError("rate_limited", "The budget is spent.", { retryAfter: turns.delay() });
  }

  return {
    /** What is known already, without waiting. */
    hit(customer: string, wantsNewer: boolean): Reading | undefined {
      const held = entries.get(customer);
      return held && isSettled(held, wantsNewer) ? toReading(held, "hit") : undefined;
    },
    /**
     * Rows of a read that is made for this request or under way already.
     *
     * @param timeLeft how long the request can wait, in milliseconds
     * @throws CreditBalancesError why there are no rows
     */
    async read(customer: string, wantsNewer: boolean, timeLeft: number): Promise<Reading> {
      let state: CacheState = "hit";
      const isToWait = () => turns.delay() > 0 && isShowable(entries.peek(customer)?.snapshot);
      const bring = async () => {
        const found = store && !isToWait() ? await shareLook(customer, () => look(customer)).result : undefined;
        if (found && isSettled(found, wantsNewer)) return found;
        const { result, isShared } = shareRead(customer, () => refresh(customer, wantsNewer));
        state = isShared ? "shared" : "miss";
        // The read keeps its place in line; meanwhile there are rows to show.
        return isToWait() ? Promise.reject(busy()) : result;
      };
      const entry = await within(timeLeft, bring()).catch((late: CreditBalancesError) => ({
        snapshot: entries.peek(customer)?.snapshot,
        failure: turns.delay() > 0 ? busy() : late,
        askAgainAt: tick() + turns.delay(),
      }));
      return toReading(entry, state);
    },
  };
}
