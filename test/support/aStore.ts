import type { CreditsStore } from "../../src/proxy/options.ts";

type Operation = keyof CreditsStore;

/** Beside rows, a store holds short-lived marks, by which instances agree on which of them reads. */
export function isMark(key: string): boolean {
  return key.endsWith(":reader");
}

/** A store in memory, parts of which a test can replace. It remembers what it was asked, and lets a test wait for that. */
export function aStore(changes: Partial<CreditsStore> = {}) {
  const values = new Map<string, string>();
  const log = new Array<{ operation: Operation; key: string; value?: string; ttl?: number }>();
  let waiting = new Array<() => void>();
  const inner: CreditsStore = {
    get: async (key) => values.get(key),
    set: async (key, value) => values.set(key, value),
    delete: async (key) => values.delete(key),
    ...changes,
  };

  function note(entry: (typeof log)[number]): void {
    log.push(entry);
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  }

  const store: CreditsStore = {
    get: (key) => {
      note({ operation: "get", key });
      return inner.get(key);
    },
    set: (key, value, ttl) => {
      note({ operation: "set", key, value, ttl });
      return inner.set(key, value, ttl);
    },
    delete: (key) => {
      note({ operation: "delete", key });
      return inner.delete(key);
    },
  };

  /** How rows, and how marks, were read, written or deleted. */
  const rows = (operation: Operation) => log.filter((entry) => entry.operation === operation && !isMark(entry.key));
  const marks = (operation: Operation) => log.filter((entry) => entry.operation === operation && isMark(entry.key));

  /** Resolves when this was asked so many times; of rows, unless it is to be of marks. */
  async function asked(operation: Operation, times = 1, which = rows): Promise<void> {
    while (which(operation).length < times) await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** How many customers' rows there are. */
  const held = () => [...values.keys()].filter((key) => !isMark(key)).length;

  return { store, values, log, rows, marks, asked, held };
}
