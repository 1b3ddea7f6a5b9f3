import { vi } from "vitest";
import { testTime } from "./credits.ts";

type Event = { at: number; order: number; run: () => void };

/**
 * Time that only the test moves on: `setTimeout`, `Date.now` and `performance.now` follow it until `stop` is called. It does what Vitest's fake
 * timers do, but those look at every waiting timer at every step, and thousands of visitors wait for ten minutes.
 */
export function simulateTime() {
  const next = globalThis.setImmediate;
  const events: Event[] = [];
  const cancelled = new Set<number>();
  let time = testTime;
  let order = 0;

  function isBefore(a: Event, b: Event): boolean {
    return a.at < b.at || (a.at === b.at && a.order < b.order);
  }

  /** A binary heap: the earliest event stands first, and each stands before the two below it. */
  function push(event: Event): void {
    let index = events.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = events[parent];
      if (!above || !isBefore(event, above)) break;
      events[index] = above;
      index = parent;
    }
    events[index] = event;
  }

  function pop(): Event | undefined {
    const [first] = events;
    const last = events.pop();
    if (!first || !last || first === last) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let below = events[child];
      const other = events[child + 1];
      if (below && other && isBefore(other, below)) {
        child += 1;
        below = other;
      }
      if (!below || !isBefore(below, last)) break;
      events[index] = below;
      index = child;
    }
    events[index] = last;
    return first;
  }

  function after(delay: number, run: () => void): number {
    order += 1;
    push({ at: time + Math.max(1, Math.ceil(delay)), order, run });
    return order;
  }

  class SimulatedDate extends Date {
    static override now() {
      return time;
    }
  }

  vi.stubGlobal("setTimeout", (run: () => void, delay = 0) => after(delay, run));
  vi.stubGlobal("clearTimeout", (id: number | undefined) => id !== undefined && cancelled.add(id));
  vi.stubGlobal("performance", { now: () => time - testTime });
  vi.stubGlobal("Date", SimulatedDate);

  return {
    now: () => time,
    /** Lets something happen so many milliseconds from now. */
    after,
    /** Moves time on, and lets everything happen that is due by then, with all that follows from it. */
    async run(duration: number): Promise<void> {
      const end = time + duration;
      while ((events[0]?.at ?? Number.POSITIVE_INFINITY) <= end) {
        const event = pop();
        if (!event || cancelled.delete(event.order)) continue;
        time = event.at;
        event.run();
        await new Promise((resolve) => next(resolve));
      }
      time = end;
    },
    stop: () => vi.unstubAllGlobals(),
  };
}
