/** What the hooks say of a query; the names and meanings are react-query's. */
export type QueryOptions<T> = {
  queryKey: readonly unknown[];
  queryFn: (context: { signal: AbortSignal }) => Promise<T>;
  structuralSharing: (held: T | undefined, next: T) => T;
  staleTime: number;
  retry: (failures: number, error: unknown) => boolean;
  retryDelay: (failures: number, error: unknown) => number;
};

type QueryState<T> = {
  data: T | undefined;
  dataUpdatedAt: number;
  error: unknown;
  status: "pending" | "error" | "success";
  fetchStatus: "fetching" | "idle";
};

/** How long an answer is kept that nobody shows any more, in milliseconds. */
const gcTime = 300_000;

/** One customer's answer, and who shows it: all of them share each read. */
export class Query<T> {
  state: QueryState<T> = { data: undefined, dataUpdatedAt: 0, error: null, status: "pending", fetchStatus: "idle" };
  #options: QueryOptions<T>;
  readonly #onUnused: () => void;
  /** How often each of them wants a read. */
  readonly #watchers = new Map<() => void, number | false>();
  #reading: { stop: AbortController; done: Promise<void> } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: QueryOptions<T>, onUnused: () => void) {
    this.#options = options;
    this.#onUnused = onUnused;
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  /** The newest: a host may pass other headers at any time. */
  setOptions(options: QueryOptions<T>): void {
    this.#options = options;
  }

  watch(listener: () => void, interval: number | false): () => void {
    this.#watchers.set(listener, interval);
    this.fetchIfStale();
    this.#schedule();
    return () => {
      this.#watchers.delete(listener);
      if (!this.isWatched) this.cancel();
      this.#schedule();
    };
  }

  fetchIfStale(): void {
    const { data, dataUpdatedAt } = this.state;
    if (data === undefined || Date.now() - dataUpdatedAt >= this.#options.staleTime) void this.fetch();
  }

  /** Reads, or joins the read that is under way. */
  fetch(): Promise<void> {
    if (this.#reading) return this.#reading.done;
    if (this.state.data === undefined) this.setState({ error: null, status: "pending" });
    const stop = new AbortController();
    this.#reading = { stop, done: this.#read(stop.signal) };
    this.setState({ fetchStatus: "fetching" });
    return this.#reading.done;
  }

  /** Reads anew, unless the very first read is under way. */
  refetch(): Promise<void> {
    if (this.state.data !== undefined) this.cancel();
    return this.fetch();
  }

  cancel(): void {
    this.#reading?.stop.abort();
    this.#reading = undefined;
    this.setState({ fetchStatus: "idle" });
  }

  setState(changes: Partial<QueryState<T>>): void {
    this.state = { ...this.state, ...changes };
    for (const listener of this.#watchers.keys()) listener();
  }

  async #read(signal: AbortSignal): Promise<void> {
    const outcome = await this.#try(signal, 0);
    if (signal.aborted) return;
    this.#reading = undefined;
    this.setState({ ...outcome, fetchStatus: "idle" });
    this.#schedule();
  }

  async #try(signal: AbortSignal, failures: number): Promise<Partial<QueryState<T>>> {
    const { queryFn, structuralSharing, retry, retryDelay } = this.#options;
    try {
      const next = await queryFn({ signal });
      const data = structuralSharing(this.state.data, next);
      return { data, dataUpdatedAt: Date.now(), error: null, status: "success" };
    } catch (error) {
      if (signal.aborted || !retry(failures, error)) return { error, status: "error" };
      await new Promise((resolve) => {
        setTimeout(resolve, retryDelay(failures, error));
        signal.addEventListener("abort", resolve);
      });
      return signal.aborted ? {} : this.#try(signal, failures + 1);
    }
  }

  /** The next read, or the end of what nobody shows. */
  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.isWatched) {
      this.#timer = setTimeout(this.#onUnused, gcTime);
      return;
    }
    const intervals = [...this.#watchers.values()].filter((interval) => interval !== false);
    if (intervals.length > 0) this.#timer = setTimeout(() => this.#poll(), Math.min(...intervals));
  }

  #poll(): void {
    // A page that nobody sees asks for nothing; it reads when it is seen again.
    if (document.visibilityState === "visible") void this.fetch();
    else this.#schedule();
  }
}
