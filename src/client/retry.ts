import { isCreditBalancesError } from "../domain/creditBalancesError.ts";

const maxRetries = 3;
const firstDelay = 1_000;
const longestBackoff = 30_000;

/**
 * Whether to read again after `failures` earlier tries: up to three times, and never what asking again cannot mend. A server that
 * asks for a longer wait than half a minute is left alone until the next refresh.
 */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (failures >= maxRetries || !isCreditBalancesError(error)) return false;
  return error.retryable && (error.retryAfter ?? 0) <= longestBackoff;
}

/**
 * How long to wait before the next try, in milliseconds: exponential back-off with full jitter, on top of what the server asked for.
 * Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay(failures: number, error: unknown, random: () => number = Math.random): number {
  const backoff = random() * Math.min(longestBackoff, firstDelay * 2 ** failures);
  const floor = isCreditBalancesError(error) ? (error.retryAfter ?? 0) : 0;
  return floor + backoff;
}
