let latest = 0;
let latestTick = 0;

/**
 * Milliseconds since 1970 by the visitor's clock, but never running backwards. The clock can be set back while the page is open, and
 * `performance.now` alone stands still while a computer sleeps; the later of the two can make a balance look older, never fresher.
 */
export function monotonicNow(): number {
  const tick = performance.now();
  latest = Math.max(Date.now(), latest + tick - latestTick);
  latestTick = tick;
  return latest;
}
