import type { QueryClient } from "@tanstack/react-query";
import { creditsKey } from "./creditBalancesQuery.ts";
import { forgetLevels } from "./levelMemory.ts";
import { privateClient } from "./privateClient.ts";

/**
 * Forgets every customer's credits, for when a visitor signs out: reads under way are given up, widgets that are still there show their skeleton,
 * and nothing stays in memory.
 *
 * @param queryClient the client that was passed to the widgets or stands around them. Default: the one that they share without either.
 */
export function clearCreditBalances(queryClient: QueryClient = privateClient()): void {
  const queryKey = [creditsKey];
  for (const query of queryClient.getQueryCache().findAll({ queryKey })) {
    void query.cancel({ silent: true });
    // Removed, the query of a widget that is still there would be made anew, and read.
    query.setState({ data: undefined, dataUpdatedAt: 0, error: null, status: "pending", fetchStatus: "idle" });
  }
  queryClient.removeQueries({ queryKey, type: "inactive" });
  forgetLevels();
}
