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
  /** Called once a read and its retries have failed. */
  onError?: ((error: CreditBalancesError) => void) | undefined;
  /** Called after each read that brought an answer, stale ones included, with the credits that are shown. */
  onRefresh?: ((answer: { credits: readonly CreditBalance[]; fetchedAt: Date; stale: boolean }) => void) | undefined;
};

/** By product id, in place of Hyperline's threshold. */
type Thresholds = { thresholds?: Readonly<Record<string, number | null>> | undefined };

/** Tells the host what each read brought, once. What was there before the widget is no news, except for a level that nobody was told of. */
export function useReports(
  state: CreditBalancesState,
  credits: readonly CreditBalance[],
  props: CreditsSource & Reports & Thresholds,
): void {
  const { endpoint = defaultEndpoint, customerId, thresholds, onLevelChange, onError, onRefresh } = props;
  const error = state.status === "loading" ? null : state.error;
  const answer = state.status === "ready" ? state : undefined;
  const fetchedAt = answer?.fetchedAt;
  const reported = useRef({ error, fetchedAt });
  const judged = useRef<Date | undefined>(undefined);

  useEffect(() => {
    // Once for each answer: another tab may have seen newer rows since.
    if (onLevelChange && judged.current !== fetchedAt) {
      judged.current = fetchedAt;
      const at = fetchedAt?.getTime() ?? 0;
      for (const credit of credits) {
        const { productId } = credit;
        const key = JSON.stringify([endpoint, customerId, productId, thresholds?.[productId] ?? null]);
        tellLevel(key, { credit, at, tell: onLevelChange });
      }
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
