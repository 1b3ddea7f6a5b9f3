/** Rejects as soon as the signal is aborted, whether or not the promise listens to it; afterwards a late result is dropped. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/**
 * Runs `work` under a signal that is aborted when `timeout` milliseconds have passed or when the visitor has left,
 * and rejects at that moment even if `work` goes on.
 */
export async function withDeadline<T>(
  timeout: number,
  visitor: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(new DOMException("The deadline has passed.", "TimeoutError")), timeout);
  const signal = AbortSignal.any([clock.signal, visitor]);
  try {
    return await untilAborted(work(signal), signal);
  } finally {
    clearTimeout(timer);
  }
}
