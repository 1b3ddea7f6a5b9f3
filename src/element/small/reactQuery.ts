import { createContext } from "preact";
import { useCallback, useEffect } from "preact/hooks";
import { Query } from "./Query.ts";
import type { QueryOptions } from "./Query.ts";
import { useSyncExternalStore } from "./react.ts";

export { replaceEqualDeep } from "./replaceEqualDeep.ts";

type Key = { queryKey: readonly unknown[] };

/** Every query of the page. */
export class QueryClient<T> {
  readonly #queries = new Map<string, Query<T>>();
  #mounts = 0;

  readonly #onVisibility = () => {
    if (document.visibilityState === "visible") for (const query of this.#watched()) void query.fetch();
  };

  readonly #onOnline = () => {
    for (const query of this.#watched()) query.fetchIfStale();
  };

  mount(): void {
    this.#mounts += 1;
    if (this.#mounts > 1) return;
    addEventListener("visibilitychange", this.#onVisibility);
    addEventListener("online", this.#onOnline);
  }

  unmount(): void {
    this.#mounts -= 1;
    if (this.#mounts > 0) return;
    removeEventListener("visibilitychange", this.#onVisibility);
    removeEventListener("online", this.#onOnline);
  }

  /** The query with this key, made where there is none. */
  query(options: QueryOptions<T>): Query<T> {
    const hash = JSON.stringify(options.queryKey);
    const found = this.#queries.get(hash) ?? new Query(options, () => this.#queries.delete(hash));
    this.#queries.set(hash, found);
    return found;
  }

  /** Reads nothing ahead: an element can be gone before its first effect, and then nobody would give the read up. */
  prefetchQuery(): void {
    return;
  }

  getQueryState(queryKey: Key["queryKey"]) {
    return this.#queries.get(JSON.stringify(queryKey))?.state;
  }

  getQueryData(queryKey: Key["queryKey"]): T | undefined {
    return this.getQueryState(queryKey)?.data;
  }

  getQueryCache() {
    return { findAll: () => [...this.#queries.values()] };
  }

  /** Those that nobody shows. */
  removeQueries(): void {
    for (const [hash, query] of this.#queries) if (!query.isWatched) this.#queries.delete(hash);
  }

  #watched(): Query<T>[] {
    return [...this.#queries.values()].filter(({ isWatched }) => isWatched);
  }
}

/** Nothing stands around an element. */
export const QueryClientContext = createContext(undefined);

export function useQuery<T>(options: QueryOptions<T> & { refetchInterval: number | false }, client: QueryClient<T>) {
  const { refetchInterval } = options;
  const query = client.query(options);
  useEffect(() => query.setOptions(options));
  const state = useSyncExternalStore(
    useCallback((listener) => query.watch(listener, refetchInterval), [query, refetchInterval]),
    () => query.state,
  );
  const { data, error, status, fetchStatus } = state;
  const refetch = useCallback(() => query.refetch(), [query]);
  return { data, error, isFetching: fetchStatus === "fetching", isSuccess: status === "success", refetch };
}
