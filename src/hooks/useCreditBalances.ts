"use client";

import { useCallback, useEffect, useRef } from "react";
import type { CreditsSnapshot } from "../client/fetchCredits.ts";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { creditBalancesQuery } from "./creditBalancesQuery.ts";
import { useCreditsClient } from "./useCreditsClient.ts";
import { useCreditsState } from "./useCreditsState.ts";
import type { CreditBalancesState, Refresh, UseCreditBalancesOptions } from "./useCreditsState.ts";

/**
 * For after a purchase: reads again and again, less and less often, until a balance has moved or a minute has passed. Resolves to the
 * credits that moved, as they are now; to none when the minute passed, or the component was unmounted. What had moved between the last
 * read and the call counts.
 */
export type AwaitChange = () => Promise<readonly CreditBalance[]>;

/** In milliseconds, all three. */
const patience = 60_000;
const firstWait = 1_000;
const longestWait = 10_000;

/**
 * The credits of one customer, for a widget of your own. Every caller with the same customer and endpoint shares one read.
 *
 * @example
 * const state = useCreditBalances({ customerId: "cus_…" });
 * if (state.status === "ready") return state.credits.map((credit) => credit.balance);
 */
export function useCreditBalances(
  options: UseCreditBalancesOptions,
): CreditBalancesState & { refresh: Refresh; awaitChange: AwaitChange } {
  const client = useCreditsClient(options.queryClient);
  const state = useCreditsState({ ...options, queryClient: client });
  const { refresh } = state;
  const { customerId, endpoint } = options;
  const { queryKey } = creditBalancesQuery({ customerId, endpoint });
  const key = JSON.stringify(queryKey);

  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    shown.current = key;
    return () => {
      shown.current = undefined;
    };
  }, [key]);

  const awaitChange = useCallback<AwaitChange>(async () => {
    const read = () => client.getQueryData<CreditsSnapshot>(JSON.parse(key))?.credits;
    let before = read();
    const end = performance.now() + patience;
    for (let wait = firstWait; performance.now() < end; wait = Math.min(wait * 1.5, longestWait)) {
      await sleepUntil(Math.min(performance.now() + wait, end));
      // Another customer is shown, or none, or the visitor has signed out.
      if (shown.current !== key || (before && !read())) break;
      await Promise.race([refresh(), sleepUntil(end)]);
      const after = read();
      const moved = movedSince(before, after);
      if (moved.length > 0) return moved;
      before = before ?? after;
    }
    return [];
  }, [client, key, refresh]);

  return { ...state, awaitChange };
}

function sleepUntil(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time - performance.now()));
}

function movedSince(
  before: readonly CreditBalance[] | undefined,
  after: readonly CreditBalance[] = [],
): readonly CreditBalance[] {
  if (!before) return [];
  const balances = new Map(before.map(({ productId, balance }) => [productId, balance]));
  return after.filter(({ productId, balance }) => balances.get(productId) !== balance);
}
