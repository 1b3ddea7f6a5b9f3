import type { SandboxFault } from "./fault.ts";

/** How late a slow answer is, in milliseconds. */
const lateness = 3_000;

/** Waits for as long as a fault makes a read wait, by the timers of the platform. Rejects as `fetch` does when the signal is aborted. */
export function holdUp(fault: SandboxFault | null, signal: AbortSignal): Promise<void> | undefined {
  if (fault !== "slow" && fault !== "timeout") return undefined;
  return new Promise((resolve, reject) => {
    const timer = fault === "slow" ? setTimeout(resolve, lateness) : undefined;
    const giveUp = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", giveUp, { once: true });
  });
}
