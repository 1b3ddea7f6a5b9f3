import { QueryClientContext } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useContext, useEffect, useState } from "react";
import { privateClient } from "./privateClient.ts";

/** The client that was passed, else the one around, else a private one. */
export function useCreditsClient(passed: QueryClient | undefined): QueryClient {
  const around = useContext(QueryClientContext);
  const [own] = useState(privateClient);
  const client = passed ?? around ?? own;

  // Only a mounted client reads again on focus. Clients count their mounts, so that one more than the provider's does no harm.
  useEffect(() => {
    client.mount();
    return () => client.unmount();
  }, [client]);

  return client;
}
