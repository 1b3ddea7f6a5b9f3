import { CreditBalancesError } from "../domain/creditBalancesError.ts";

/** How long a request waits for a store or a limiter of the host's, in milliseconds. */
export const patience = 50;

/**
 * The promise's own result, if it comes within so many milliseconds.
 *
 * @throws CreditBalancesError `upstream_timeout`
 */
export function within<T>(timeout: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new CreditBalancesError("upstream_timeout", `Nothing came within ${timeout} milliseconds.`));
    const timer = setTimeout(late, timeout);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

/** A reason that costs nothing: each abort without one makes an exception with a stack. */
const over = new Error("The work is over.");

/** The same for work that can be given up: its signal is aborted when the time has passed, and in the end, for what holds on to it. */
export async function withDeadline<T>(timeout: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const clock = new AbortController();
  try {
    return await within(timeout, work(clock.signal));
  } finally {
    clock.abort(over);
  }
}

export const sleep = (duration: number) => new Promise<void>((resolve) => setTimeout(resolve, duration));
