import { useEffect, useRef } from "react";
import { defaultEndpoint } from "../client/fetchCredits.ts";
import type { CreditsSource } from "../client/fetchCredits.ts";
import type { CreditBalance } from "../domain/creditBalance.ts";
import type { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { tellLevel } from "./levelMemory.ts";
import type { LevelChange } from "./levelMemory.ts";
import type { CreditBalancesState } from "./useCreditsState.ts";

/** What a host can be told of. */
export type Reports = {
  /**
   * Called once for each crossing of a level, whatever the number of widgets, mounts and tabs; on first sight only of what is low or out.
   */
  onLevelChange?: ((change: LevelChange) => void) | undefined;
  /** Called after each read that failed, retries included. */
  onError?: ((error: CreditBalancesError) => void) | undefined;
  /** Called after each read that brought an answer, stale ones included. */
  onRefresh?: ((answer: { credits: readonly CreditBalance[]; fetchedAt: Date; stale: boolean }) => void) | undefined;
};

/** Tells the host what each read brought, once. What was there before the widget is no news, except for a level that nobody was told of. */
export function useReports(state: CreditBalancesState, credits: readonly CreditBalance[], props: CreditsSource & Reports): void {
  const { endpoint = defaultEndpoint, customerId, onLevelChange, onError, onRefresh } = props;
  const error = state.status === "loading" ? null : state.error;
  const answer = state.status === "ready" ? state : undefined;
  const fetchedAt = answer?.fetchedAt;
  const reported = useRef({ error, fetchedAt });
  const judged = useRef<Date | undefined>(undefined);

  useEffect(() => {
    // Once for each answer: another tab may have seen newer rows since.
    if (onLevelChange && judged.current !== fetchedAt) {
      judged.current = fetchedAt;
      for (const credit of credits) tellLevel(`${endpoint} ${customerId}`, credit, onLevelChange);
    }

    const before = reported.current;
    reported.current = { error, fetchedAt };
    // Not here, where a mistake in a host's function would take the widget down.
    if (error && error !== before.error) queueMicrotask(() => onError?.(error));
    if (answer && fetchedAt && fetchedAt !== before.fetchedAt) {
      queueMicrotask(() => onRefresh?.({ credits, fetchedAt, stale: answer.stale }));
    }
  });
}
