/** The most times, given in order, that lie within any stretch of so many milliseconds. */
export function mostWithin(duration: number, times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, time] of times.entries()) {
    while (time - (times[first] ?? time) >= duration) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
