import { queryOptions } from "@tanstack/react-query";
import { defaultEndpoint, fetchCredits } from "../client/fetchCredits.ts";
import type { CreditsSnapshot, CreditsSource } from "../client/fetchCredits.ts";
import { retryDelay, shouldRetry } from "../client/retry.ts";
import type { CreditBalancesError } from "../domain/creditBalancesError.ts";

/** Two widgets that mount within this time share one read. */
const staleTime = 15_000;

/**
 * The query behind the widget, for prefetching and for reading the cache. Its key is
 * `["hyperline-credits", endpoint, customerId]`.
 *
 * Everything that a host's `defaultOptions` could turn against a balance is set here: with `keepPreviousData` as a host's default,
 * for one, a switch of customers would show the former one's number.
 *
 * @example
 * await queryClient.prefetchQuery(creditBalancesQuery({ customerId: "cus_…", endpoint: "https://app.example/api/hyperline" }));
 */
export function creditBalancesQuery(source: CreditsSource) {
  const endpoint = source.endpoint ?? defaultEndpoint;
  return queryOptions<CreditsSnapshot, CreditBalancesError>({
    queryKey: ["hyperline-credits", endpoint, source.customerId],
    queryFn: ({ signal }) => fetchCredits(source, signal),
    enabled: true,
    staleTime,
    placeholderData: () => undefined,
    networkMode: "always",
    refetchOnMount: true,
    refetchOnWindowFocus: "always",
    refetchOnReconnect: true,
    retry: shouldRetry,
    retryDelay,
    throwOnError: false,
  });
}
