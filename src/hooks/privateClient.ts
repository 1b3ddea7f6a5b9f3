import { QueryClient } from "@tanstack/react-query";

let shared: QueryClient | undefined;

/** One for the whole page, so that fifty widgets share one read; on a server one for each widget, so that no visitors share a cache. */
export function privateClient(): QueryClient {
  if (typeof window === "undefined") return new QueryClient();
  return (shared ??= new QueryClient());
}
