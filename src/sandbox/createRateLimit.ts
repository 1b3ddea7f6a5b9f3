const period = 10_000;

/** How many calls are left in the current period. */
export type RateLimitState = { allowed: boolean; headers: Record<string, string> };

/**
 * Counts calls in fixed periods of ten seconds, which is how far Hyperline's documentation goes. A call can be refused as if the others were
 * spent.
 */
export function createRateLimit(limit: number, now: () => number): (asIfSpent?: boolean) => RateLimitState {
  let start = Number.NEGATIVE_INFINITY;
  let used = 0;

  return (asIfSpent = false) => {
    const time = now();
    if (time - start >= period) {
      start = time;
      used = 0;
    }
    used += 1;
    const reset = start + period;
    const allowed = used <= limit && !asIfSpent;
    return {
      allowed,
      headers: {
        "X-RateLimit-Limit": String(limit),
        "X-RateLimit-Remaining": String(allowed ? limit - used : 0),
        "X-RateLimit-Reset": new Date(reset).toISOString(),
        ...(allowed ? {} : { "Retry-After": String(Math.ceil((reset - time) / 1000)) }),
      },
    };
  };
}
