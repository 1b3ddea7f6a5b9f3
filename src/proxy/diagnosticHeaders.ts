import type { CacheState } from "./events.ts";

/** RFC 9211 §2: `hit` where the cache had the answer, `fwd` with the reason where Hyperline was asked. */
const cacheStatus: Record<CacheState, string> = {
  hit: "hit",
  miss: "fwd=miss; stored",
  shared: "fwd=miss; collapsed",
  stale: "hit; detail=stale",
  none: "fwd=bypass",
};

/** What an operator sees in the browser's network tab, where `diagnostics` is on. */
export function diagnosticHeaders(state: CacheState, duration: number): Record<string, string> {
  return {
    "Cache-Status": `hyperline-credit-balances; ${cacheStatus[state]}`,
    "Server-Timing": `proxy;dur=${duration.toFixed(1)}`,
  };
}
