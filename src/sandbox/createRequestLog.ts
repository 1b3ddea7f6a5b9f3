import type { SandboxFault } from "./fault.ts";
import { matchPath } from "./matchPath.ts";

/** A request that reached a sandbox. Plain data, and never the key. */
export type SandboxRequest = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Null where the path is about no customer. */
  readonly customerId: string | null;
  /** When it came, in milliseconds since 1970 on the sandbox's clock. */
  readonly at: number;
  /** What went wrong with it on purpose; null where nothing did. */
  readonly fault: SandboxFault | null;
  /** What was answered; null as long as nothing was. */
  readonly status: number | null;
};

type Entry = { -readonly [Field in keyof SandboxRequest]: SandboxRequest[Field] };

/** A sandbox may run for days. */
const mostRequests = 1_000;

/** The last thousand requests, oldest first. */
export function createRequestLog(now: () => number) {
  const requests: Entry[] = [];

  function note({ method, url }: Request): Entry {
    const { pathname: path } = new URL(url);
    const entry: Entry = { method, path, customerId: customerOf(path), at: now(), fault: null, status: null };
    requests.push(entry);
    if (requests.length > mostRequests) requests.shift();
    return entry;
  }

  return { requests, note };
}

function customerOf(path: string): string | null {
  try {
    return matchPath(path)?.customerId ?? null;
  } catch {
    return null;
  }
}
