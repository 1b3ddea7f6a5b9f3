import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { readAllCredits } from "../upstream/readAllCredits.ts";
import { readPage } from "../upstream/readPage.ts";
import type { Upstream } from "../upstream/readPage.ts";
import { toSnapshot } from "./answer.ts";
import type { Snapshot } from "./answer.ts";
import type { Emit } from "./createEmit.ts";
import type { Lane, Turns } from "./createTurns.ts";
import { withDeadline } from "./deadline.ts";
import type { Settings } from "./settings.ts";

/** What became of a read, and how many calls it took. A failure comes with the rows that were known before. */
export type Outcome = { snapshot?: Snapshot | undefined; failure?: CreditBalancesError; calls: number };

/** Reads a customer's rows from Hyperline, when it is its turn. Never rejects. */
export function createReader(settings: Settings, turns: Turns, emit: Emit) {
  const { timeout, now } = settings;
  const onCall: Upstream["onCall"] = (customer, status, duration) =>
    emit({ type: "upstream_called", customer, status, duration });
  const upstream = { ...settings, onCall };

  return async (customer: string, known: Snapshot | undefined, lane: Lane): Promise<Outcome> => {
    const started = performance.now();
    let calls = 0;
    try {
      await turns.next(lane);
      const fetchedAt = now();
      const rows = await withDeadline(timeout, (signal) =>
        readAllCredits(async (skip) => {
          if (calls > 0) await turns.next("more");
          signal.throwIfAborted();
          calls += 1;
          return readPage(upstream, customer, skip, signal);
        }),
      );
      return { snapshot: toSnapshot(rows, fetchedAt), calls };
    } catch (cause) {
      // Anything else than our own error is a mistake of ours, which must not pass for one of Hyperline's.
      const failure =
        cause instanceof CreditBalancesError ? cause : new CreditBalancesError("internal", "Unforeseen.", { cause });
      const { code, status = null, retryAfter = 0 } = failure;
      if (calls > 0 && retryAfter > 0) turns.pause(retryAfter);
      if (code === "not_found") return { failure, calls };
      if (calls > 0) emit({ type: "upstream_failed", customer, code, status, duration: performance.now() - started });
      return { snapshot: known, failure, calls };
    }
  };
}
