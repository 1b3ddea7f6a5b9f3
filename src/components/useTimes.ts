import type { CreditBalancesState } from "../hooks/useCreditsState.ts";
import { useNow } from "../hooks/useNow.ts";
import { formatClock } from "./formatTime.ts";

/** What time it is for an answer, and when it came. */
export type Times = {
  /** The server's clock, in milliseconds; it has at least reached the moment of the read. */
  now: number;
  /** Whether the visitor's clock and time zone are known: while hydrating, both renders count from the moment of the read. */
  hydrated: boolean;
  /** When stale rows came from Hyperline, for a reader. A server, whose time zone is not the visitor's, writes ISO 8601. */
  time: string;
};

export function useTimes(state: CreditBalancesState, locale: string): Times {
  const clock = useNow();
  const hydrated = clock !== undefined;
  if (state.status !== "ready") return { now: 0, hydrated, time: "" };
  const { fetchedAt, clockOffset, stale } = state;
  const now = Math.max(fetchedAt.getTime(), (clock ?? 0) + clockOffset);
  const inFull = stale ? fetchedAt.toISOString() : "";
  return { now, hydrated, time: stale && hydrated ? formatClock(fetchedAt, now, locale) : inFull };
}
