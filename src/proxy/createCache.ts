import { LRUCache } from "lru-cache";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { toSnapshot } from "./answer.ts";
import type { Reading, Snapshot } from "./answer.ts";
import { clockSkew } from "./createSafeStore.ts";
import type { SafeStore } from "./createSafeStore.ts";
import type { Turns } from "./createTurns.ts";
import { sleep, withDeadline, within } from "./deadline.ts";
import type { Emit } from "./createEmit.ts";
import type { CacheState } from "./events.ts";
import { readAllCredits } from "../upstream/readAllCredits.ts";
import { readPage } from "../upstream/readPage.ts";
import type { Upstream } from "../upstream/readPage.ts";
import type { Settings } from "./settings.ts";

/** What is known of one customer: the last good rows, and why there are no newer ones. Times are those of `tick`. */
type Entry = {
  snapshot?: Snapshot | undefined;
  failure?: CreditBalancesError;
  /** From when on Hyperline is asked again, and from when on for a visitor who wants newer rows. */
  askAgainAt: number;
  refreshableAt: number;
};

/** What a read is to bring: what the store holds, or rows from Hyperline, past the store's fresh ones if newer ones are wanted. */
type Wish = { wish: "stored" | "fresh" | "newer" };

const mostBytes = 64 * 1024 * 1024;

/** What an entry takes beside its rows, roughly, in bytes. */
const entryBytes = 500;

/** How often a wish for newer rows is granted to a customer, in milliseconds. */
const refreshPeriod = 5_000;

/**
 * Fresh rows as they are, others once Hyperline was asked. All who ask while a read is under way share it, and it goes on when they
 * leave. When it fails, the last good rows are given as stale, up to `maxStale`, and Hyperline is left alone for a second or two.
 */
export function createCache(settings: Settings, store: SafeStore, turns: Turns, emit: Emit) {
  const { budget, maxAge, maxStale, timeout, now, tick } = settings;
  const onCall: Upstream["onCall"] = (customer, status, duration) =>
    emit({ type: "upstream_called", customer, status, duration });
  const entries = new LRUCache<string, Entry, Wish>({
    maxSize: mostBytes,
    sizeCalculation: ({ snapshot }) => entryBytes + (snapshot?.body.byteLength ?? 0),
    // An entry that is pushed out while it is read still answers those who wait for it.
    ignoreFetchAbort: true,
    fetchMethod: (customer, old, { context }) => refresh(customer, old, context),
  });

  async function refresh(customer: string, old: Entry | undefined, { wish }: Wish): Promise<Entry> {
    const { refreshableAt = 0 } = old ?? {};
    // A tenth more or less, so that what was read together is not read together for ever.
    const freshFor = maxAge * (0.9 + Math.random() * 0.2);
    let known = old?.snapshot;
    // One of several instances reads, the others wait for its rows, though not for long.
    for (let tries = store && wish !== "newer" ? 20 : 0; tries > 0; tries -= 1) {
      const isOurs = wish === "fresh" && (await store?.claim(customer)) === true;
      const shared = await store?.get(customer);
      const isNews = shared && shared.fetchedAt > (known?.fetchedAt ?? Number.NEGATIVE_INFINITY);
      if (isNews) known = shared;
      const left = isNews ? shared.fetchedAt + freshFor - now() : 0;
      if (left > 0 && isOurs) void store?.release(customer);
      if (left > 0 || wish === "stored") return { snapshot: known, askAgainAt: tick() + left, refreshableAt };
      if (isOurs) break;
      await sleep(50);
    }

    const started = performance.now();
    let calls = 0;
    // A customer with many pages rests longer, so that none takes more than about a fifth of the budget.
    const rest = () => (calls * 50_000) / budget.calls;
    try {
      await turns.next(isShowable(known) ? "again" : "first");
      const readAt = tick();
      const fetchedAt = now();
      const rows = await withDeadline(timeout, (signal) =>
        readAllCredits(async (skip) => {
          if (calls > 0) await turns.next("first");
          calls += 1;
          return readPage({ ...settings, onCall }, customer, skip, signal);
        }),
      );
      const snapshot = toSnapshot(rows, fetchedAt);
      void store?.set(customer, snapshot).then(() => store?.release(customer));
      const rested = readAt + Math.max(wish === "newer" ? refreshPeriod : 0, calls > 1 ? rest() : 0);
      return { snapshot, askAgainAt: readAt + Math.max(freshFor, rest()), refreshableAt: Math.max(refreshableAt, rested) };
    } catch (cause) {
      // Anything else than our own error is a mistake of ours, which must not pass for one of Hyperline's.
      const failure =
        cause instanceof CreditBalancesError ? cause : new CreditBalancesError("internal", "Unforeseen.", { cause });
      const { code, status = null, retryAfter = 0 } = failure;
      const isGone = code === "not_found";
      if (calls > 0 && !isGone) emit({ type: "upstream_failed", customer, code, status, duration: performance.now() - started });
      if (retryAfter > 0) turns.pause(retryAfter);
      if (isGone) void store?.delete(customer);
      void store?.release(customer);
      const askAgainAt = tick() + Math.max(1_000 + Math.random() * 1_000, retryAfter, rest());
      const snapshot = isGone ? undefined : known;
      return { snapshot, failure, askAgainAt, refreshableAt: Math.max(refreshableAt, askAgainAt) };
    }
  }

  function isShowable(snapshot: Snapshot | undefined): snapshot is Snapshot {
    return snapshot !== undefined && now() - snapshot.fetchedAt <= maxStale;
  }

  function toReading({ snapshot, failure, askAgainAt }: Omit<Entry, "refreshableAt">, state: CacheState): Reading {
    if (snapshot && !failure) return { snapshot, state };
    if (isShowable(snapshot)) return { snapshot, state: "stale" };
    const { code = "internal", message = "Nothing is known.", retryAfter } = failure ?? {};
    throw new CreditBalancesError(code, message, { cause: failure, retryAfter: retryAfter && askAgainAt - tick() });
  }

  /** Whether an entry holds for this request, be it rows or a failure of a moment ago. */
  function isSettled({ snapshot, askAgainAt, refreshableAt }: Entry, wantsNewer: boolean): boolean {
    // Rows from the future: the clock was set back.
    if (snapshot && snapshot.fetchedAt > now() + clockSkew) return false;
    return tick() < askAgainAt && !(wantsNewer && tick() >= refreshableAt);
  }

  async function bring(customer: string, wantsNewer: boolean, status: LRUCache.Status<string, Entry, Wish>): Promise<Entry> {
    let held = entries.peek(customer);
    const isToWait = () => turns.delay() > 0 && isShowable(held?.snapshot);
    if (store && !isToWait()) {
      held = await entries.forceFetch(customer, { forceRefresh: true, context: { wish: "stored" }, status });
      if (isSettled(held, wantsNewer)) return held;
    }
    const context: Wish = { wish: wantsNewer ? "newer" : "fresh" };
    const read = entries.forceFetch(customer, { forceRefresh: true, context, status });
    // The read keeps its place in line; meanwhile there are rows to show.
    return held && isToWait() ? { ...held, failure: busy() } : read;
  }

  function busy(): CreditBalancesError {
    return new CreditBalancesError("rate_limited", "The budget is spent.", { retryAfter: turns.delay() });
  }

  return {
    /** What is known already, without waiting. */
    hit(customer: string, wantsNewer: boolean): Reading | undefined {
      // While an entry is read anew, the old one is to be seen.
      const held = entries.get(customer, { allowStale: true });
      return held && isSettled(held, wantsNewer) ? toReading(held, "hit") : undefined;
    },
    /**
     * Rows of a read that is made for this request or under way already.
     *
     * @param timeLeft how long the request can wait, in milliseconds
     * @throws CreditBalancesError why there are no rows
     */
    async read(customer: string, wantsNewer: boolean, timeLeft: number): Promise<Reading> {
      const status: LRUCache.Status<string, Entry, Wish> = {};
      const entry = await within(timeLeft, bring(customer, wantsNewer, status)).catch((late: CreditBalancesError) => ({
        snapshot: entries.peek(customer)?.snapshot,
        failure: turns.delay() > 0 ? busy() : late,
        askAgainAt: tick() + turns.delay(),
      }));
      return toReading(entry, status.fetch === "inflight" ? "shared" : "miss");
    },
  };
}
