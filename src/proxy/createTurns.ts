import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { patience, sleep, within } from "./deadline.ts";
import type { Emit } from "./createEmit.ts";
import type { Settings } from "./settings.ts";

/** `more`: a list is half read. `first`: somebody looks at a skeleton. `again`: there are older rows to show meanwhile. */
export type Lane = "more" | "first" | "again";

/** The budget is spent in slices of a second, because any ten seconds touch eleven of these, wherever they begin. */
const slices = 11;

export type Turns = ReturnType<typeof createTurns>;

/** Who may call Hyperline now, and who waits in line. */
export function createTurns({ budget, tick }: Settings, emit: Emit) {
  const { calls, limiter } = budget;
  const points = Math.floor(calls / slices);
  const own = new RateLimiterMemory({ points, duration: 1 });
  const line: { lane: Lane; resolve: () => void; reject: (error: Error) => void }[] = [];
  let isServing = false;
  let isExhausted = false;
  let served = 0;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  async function serve(): Promise<void> {
    isServing = true;
    while (line.length > 0) {
      const wait = await consume();
      isExhausted ||= wait > 0;
      if (wait > 0) await sleep(wait);
      else takeFromLine()?.resolve();
    }
    isServing = false;
    isExhausted = false;
  }

  function takeFromLine() {
    served += 1;
    const favoured: Lane = line[0]?.lane === "more" ? "more" : served % 4 === 0 ? "again" : "first";
    const index = line.findIndex(({ lane }) => lane === favoured);
    return line.splice(Math.max(0, index), 1)[0];
  }

  /** Milliseconds until one may ask again; 0: a call may be made. */
  async function consume(): Promise<number> {
    if (!limiter) return toWait(own.consume(""));
    try {
      return await within(patience, toWait(limiter.consume("hyperline-credits")));
    } catch (error) {
      emit({ type: "store_failed", operation: "consume", reason: error instanceof CreditBalancesError ? "slow" : "failed" });
      return toWait(own.consume(""));
    }
  }

  function leftAlone(): CreditBalancesError {
    return new CreditBalancesError("rate_limited", "Hyperline asked to be left alone.", { retryAfter: pausedUntil - tick() });
  }

  return {
    /**
     * Resolves when one call may be made. Each lane is served in order; where both are full, three of four turns are `first`'s; `more` goes before.
     * @throws CreditBalancesError `rate_limited` while Hyperline is left alone
     */
    next(lane: Lane): Promise<void> {
      if (tick() < pausedUntil) return Promise.reject(leftAlone());
      const turn = new Promise<void>((resolve, reject) => line[lane === "more" ? "unshift" : "push"]({ lane, resolve, reject }));
      if (!isServing) void serve();
      return turn;
    },
    /** Leaves Hyperline alone for so many milliseconds, also those who stand in line. */
    pause(duration: number): void {
      pausedUntil = Math.max(pausedUntil, tick() + duration);
      for (const { reject } of line.splice(0)) reject(leftAlone());
    },
    /** About how long a newcomer would wait, in milliseconds; 0 while the budget suffices. */
    delay(): number {
      return isExhausted ? Math.min(1_000 + (line.length / points) * 1_000, 60_000) : 0;
    },
  };
}

/** @throws what the limiter threw, if it was no refusal */
async function toWait(consumed: Promise<unknown>): Promise<number> {
  try {
    await consumed;
    return 0;
  } catch (refusal) {
    if (typeof refusal !== "object" || refusal === null || !("msBeforeNext" in refusal)) throw refusal;
    // Never 0, which would be a yes, and never so long that a limiter's mistake stops everything.
    return Math.min(Math.max(Number(refusal.msBeforeNext) || 0, 10), 10_000);
  }
}
