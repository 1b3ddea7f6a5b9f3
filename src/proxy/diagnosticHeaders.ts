import type { CacheState } from "./events.ts";

/** RFC 9211 §2: `hit` where the cache had the answer, `fwd` where Hyperline was asked or should have been. */
const states = {
  hit: "hit",
  miss: "fwd=miss; stored",
  shared: "fwd=miss; collapsed",
  stale: "hit; detail=stale",
  none: "fwd=miss",
};

/** What an operator sees in the browser's network tab, where `diagnostics` is on. */
export function diagnosticHeaders(state: CacheState, duration: number): Record<string, string> {
  const cacheStatus = `hyperline-credit-balances; ${states[state]}`;
  return { "Cache-Status": cacheStatus, "Server-Timing": `proxy;dur=${duration.toFixed(1)}` };
}
