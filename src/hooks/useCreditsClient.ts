import { QueryClient, QueryClientContext } from "@tanstack/react-query";
import { useContext, useEffect, useState } from "react";

let shared: QueryClient | undefined;

/** One for the whole page, so that fifty widgets share one read; on a server one for each widget, so that no visitors share a cache. */
function privateClient(): QueryClient {
  if (typeof window === "undefined") return new QueryClient();
  return (shared ??= new QueryClient());
}

/** The host's query client, or a private one where there is none. */
export function useCreditsClient(): QueryClient {
  const hosts = useContext(QueryClientContext);
  const [client] = useState(privateClient);

  // Only a mounted client refetches on focus. A provider mounts the host's.
  useEffect(() => {
    if (hosts) return undefined;
    client.mount();
    return () => client.unmount();
  }, [hosts, client]);

  return hosts ?? client;
}
