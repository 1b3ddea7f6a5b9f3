import { constants } from "node:os";

const signals = ["SIGTERM", "SIGINT"] as const;

/** npm passes on the Ctrl+C that the terminal has sent already: what comes so soon, in milliseconds, is the same one. */
const echo = 500;

/** How long the last lines of the log may take, in milliseconds, when everything is answered. */
const rest = 1_000;

/** Calls `stop` at the first signal; after it, nothing holds the process, which ends with 0. Another signal ends it at once. */
export function stopOnSignals(stop: (signal: string) => Promise<void>): void {
  let first: number | undefined;
  for (const signal of signals) {
    process.on(signal, () => {
      if (first === undefined) {
        first = performance.now();
        void stop(signal).finally(() => setTimeout(() => process.exit(0), rest).unref());
      } else if (performance.now() - first > echo) {
        process.exit(128 + constants.signals[signal]);
      }
    });
  }
}
