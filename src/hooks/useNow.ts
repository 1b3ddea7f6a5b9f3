import { useSyncExternalStore } from "react";
import { monotonicNow } from "../client/monotonicNow.ts";

/** Often enough for "2 minutes ago", in milliseconds. */
const period = 10_000;

let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick() {
  now = monotonicNow();
  for (const listener of listeners) listener();
}

/** One timer for every widget on the page; none when there is no widget. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  if (timer === undefined) {
    now = monotonicNow();
    timer = setInterval(tick, period);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    now = 0;
  };
}

function lastTick(): number {
  if (now === 0) now = monotonicNow();
  return now;
}

/**
 * The visitor's clock, in milliseconds since 1970, ticking every ten seconds. Undefined on a server and while hydrating, where a clock
 * would make the two renders differ.
 */
export function useNow(): number | undefined {
  return useSyncExternalStore(subscribe, lastTick, () => undefined);
}
