import { replaceEqualDeep } from "@tanstack/react-query";
import type { QueryFunction, UseQueryOptions } from "@tanstack/react-query";
import { defaultEndpoint, fetchCredits } from "../client/fetchCredits.ts";
import type { CreditsSnapshot, CreditsSource } from "../client/fetchCredits.ts";
import { keepNewest } from "../client/keepNewest.ts";
import { retryDelay, shouldRetry } from "../client/retry.ts";
import type { CreditBalancesError } from "../domain/creditBalancesError.ts";

/** Where every key begins. */
export const creditsKey = "hyperline-credits";

/** Two widgets that mount within this time share one read. */
const staleTime = 15_000;

/**
 * What a host's defaults must not bring along: balances on a disk, other data, errors that nobody is told of. `suspense` is no option of useQuery in
 * version 5, but still honoured.
 */
const without: object = {
  suspense: false,
  persister: undefined,
  select: undefined,
  notifyOnChangeProps: undefined,
  retryOnMount: true,
};

/** Keys of queries that a visitor wants to be read past what the proxy holds. Every reader of a query shares its read, also where it is tried again. */
export const wantsNewer = new Set<string>();

function isSnapshot(value: unknown): value is CreditsSnapshot {
  return typeof value === "object" && value !== null && "fetchedAt" in value;
}

/** Written out, because the inferred type names helpers that older versions of react-query 5 do not export. */
type CreditBalancesQuery = Omit<UseQueryOptions<CreditsSnapshot, CreditBalancesError>, "queryFn"> & {
  queryFn: QueryFunction<CreditsSnapshot>;
  initialData?: undefined;
};

/**
 * The query behind the widget, for reading, invalidating and prefetching. Its key is `["hyperline-credits", endpoint, customerId]`; `fetch`
 * is no part of it, so one endpoint should mean one `fetch`.
 *
 * What hosts put into their client's `defaultOptions` is set here where it could turn against a balance: with `keepPreviousData`
 * as a default, for one, a switch of customers would show the former one's number.
 *
 * @example
 * // Before the page that shows it is opened:
 * await queryClient.prefetchQuery(creditBalancesQuery({ customerId: "cus_…" }));
 */
export function creditBalancesQuery(source: CreditsSource): CreditBalancesQuery {
  const queryKey = [creditsKey, source.endpoint ?? defaultEndpoint, source.customerId];
  return {
    queryKey,
    queryFn: ({ signal }) => fetchCredits(source, signal, wantsNewer.has(queryKey.join(" "))),
    structuralSharing: (held, next) =>
      replaceEqualDeep(held, isSnapshot(held) && isSnapshot(next) ? keepNewest(held, next) : next),
    enabled: true,
    staleTime,
    placeholderData: () => undefined,
    networkMode: "always",
    refetchOnMount: true,
    refetchOnWindowFocus: "always",
    refetchOnReconnect: true,
    // A server that prefetches must not keep a page waiting; the browser asks again.
    retry: typeof window === "undefined" ? false : shouldRetry,
    retryDelay,
    throwOnError: false,
    ...without,
  };
}
