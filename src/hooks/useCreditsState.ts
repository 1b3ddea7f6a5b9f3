import { useQuery } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { CreditsSource } from "../client/fetchCredits.ts";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { creditBalancesQuery, wantsNewer } from "./creditBalancesQuery.ts";
import { useCreditsClient } from "./useCreditsClient.ts";
import { useLastError } from "./useLastError.ts";

/** What to read, and how often. */
export type UseCreditBalancesOptions = CreditsSource & {
  /**
   * How often to read again while the page is visible, in milliseconds; `false`: never.
   * @default 60_000
   */
  refetchInterval?: number | false | undefined;
  /**
   * Where answers are kept; the same as long as the component is there.
   * @default the client of the `QueryClientProvider` around it, or else one that all widgets of the page share
   */
  queryClient?: QueryClient | undefined;
};

/** What a visitor can be shown, and nothing in between. */
export type CreditBalancesState =
  | { status: "loading" }
  | { status: "error"; error: CreditBalancesError; refreshing: boolean }
  | {
      status: "ready";
      credits: readonly CreditBalance[];
      /** When the proxy got these rows from Hyperline, on the server's clock. */
      fetchedAt: Date;
      /** The last read failed, here or on the server: these are older rows. */
      stale: boolean;
      /** Why the last read failed here; `null` when it did not, or only on the server. */
      error: CreditBalancesError | null;
      refreshing: boolean;
      /** How far the server's clock is ahead of the visitor's, in milliseconds. */
      clockOffset: number;
    };

/**
 * Reads again now, giving up a read that is under way, and asks for newer rows than the proxy holds. Resolves when the new read has
 * ended, well or not.
 */
export type Refresh = () => Promise<void>;

const subscribeToNothing = () => () => undefined;

/** Also on a server, whose page will be hydrated. */
function useIsHydrating(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => true,
  );
}

/** The state that every form of the widget shows. */
export function useCreditsState(options: UseCreditBalancesOptions): CreditBalancesState & { refresh: Refresh } {
  const client = useCreditsClient(options.queryClient);
  const definition = creditBalancesQuery(options);
  const key = definition.queryKey.join(" ");
  // useQuery itself reads once the skeleton was painted. While a page is hydrated that is early enough: an answer must not come before its end.
  const isHydrating = useIsHydrating();
  if (!isHydrating && !client.getQueryState(definition.queryKey)) void client.prefetchQuery(definition);
  const query = useQuery(
    { ...definition, refetchInterval: toInterval(options.refetchInterval), refetchIntervalInBackground: false },
    client,
  );
  const { isFetching: refreshing, isSuccess, refetch } = query;
  const isForeign = query.data !== undefined && query.data.customerId !== options.customerId;
  const data = isForeign ? undefined : query.data;
  const error = useLastError(key, isForeign ? foreign : query.error, isSuccess || !refreshing);

  const fetchedAt = useMemo(() => (data ? new Date(data.fetchedAt) : undefined), [data]);
  const refresh = useCallback<Refresh>(async () => {
    wantsNewer.add(key);
    await refetch();
    wantsNewer.delete(key);
  }, [refetch, key]);

  if (data && fetchedAt) {
    const { credits, clockOffset } = data;
    return { status: "ready", credits, fetchedAt, stale: data.stale || error !== null, error, refreshing, clockOffset, refresh };
  }
  if (error) return { status: "error", error, refreshing, refresh };
  return { status: "loading", refresh };
}

/** A host can write to the cache or mix its keys up; the next read puts that right. */
const foreign = new CreditBalancesError("unexpected_answer", "The query cache holds something else under this customer's key.");

/** Browsers take a longer time than this for no time at all. */
const longestInterval = 2 ** 31 - 1;

function toInterval(wanted: number | false = 60_000): number | false {
  return wanted && Math.min(wanted, longestInterval);
}
