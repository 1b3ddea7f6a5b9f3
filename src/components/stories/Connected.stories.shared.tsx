import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import type { Fetch } from "../../domain/fetch.ts";
import * as locales from "../../locales.ts";
import type { Messages } from "../../locales.ts";
import { goOffline } from "./goOffline.stories.shared.ts";
import { isNetwork, networks } from "./networks.stories.shared.ts";

/** A further argument of every story: makes the proxy that it reads from. */
export type Connection = { connect: () => Fetch };

/** What every form in a story gets: where to read, and the words in the language of the toolbar. */
type Shared = { fetch: Fetch; messages: Messages };

type ConnectedProps = Connection & {
  /** Storybook's globals. */
  globals: Readonly<Record<string, unknown>>;
  children: (shared: Shared) => ReactNode;
};

/** The story's own connection or, where that is the plain one, the toolbar's; begun anew whenever the toolbar changes. */
export function Connected({ connect, globals, children }: ConnectedProps) {
  const network = connect === networks.live && isNetwork(globals["network"]) ? globals["network"] : undefined;
  return (
    <Reading key={network} connect={network ? networks[network] : connect} isOffline={network === "offline"} globals={globals}>
      {children}
    </Reading>
  );
}

/** A cache and a proxy for each story, so that no story shows another one's numbers. `data-read` says how reading went, which a test waits for. */
function Reading({ connect, isOffline, globals, children }: ConnectedProps & { isOffline: boolean }) {
  const [client] = useState(() => new QueryClient());
  const [fetch] = useState(connect);
  const [goOnline] = useState(() => (isOffline ? goOffline() : undefined));
  useEffect(() => goOnline, [goOnline]);
  const messages = Object.values(locales).find(({ locale }) => locale === globals["locale"]) ?? locales.en;
  return (
    <QueryClientProvider client={client}>
      <div className="story" lang={messages.locale} data-read={useOutcome(client)}>
        {children({ fetch, messages })}
      </div>
    </QueryClientProvider>
  );
}

/** `failed` also where older rows are shown. */
function useOutcome(client: QueryClient): "reading" | "read" | "failed" {
  const cache = client.getQueryCache();
  return useSyncExternalStore(
    // A query is added in the middle of a render.
    useCallback((listener) => cache.subscribe(() => queueMicrotask(listener)), [cache]),
    () => {
      const states = cache.getAll().map(({ state }) => state);
      if (states.length === 0 || states.some(({ fetchStatus }) => fetchStatus === "fetching")) return "reading";
      return states.some(({ status }) => status === "error") ? "failed" : "read";
    },
  );
}
