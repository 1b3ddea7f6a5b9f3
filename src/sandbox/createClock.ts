import { demand } from "./demand.ts";

/** A clock that stands still until it is moved. */
export type SandboxClock = {
  /** Milliseconds since 1970: pass it as the option `now`. */
  now: () => number;
  /** Moves it by so many milliseconds. */
  advance: (milliseconds: number) => void;
  /** Moves it to a time, which may lie in the past. */
  set: (time: Date | number | string) => void;
};

/**
 * A clock for tests, in which two minutes pass at once. It moves what tells the time and what rows grow old by; timers, such as the three
 * seconds of the fault `slow`, stay with the platform.
 *
 * @param start a date, milliseconds since 1970, or text in ISO 8601 @default the present
 * @example
 * const clock = createClock("2026-01-01T10:00:00Z");
 * const proxy = createSandboxProxy({ now: clock.now });
 * clock.advance(120_000);
 */
export function createClock(start: Date | number | string = Date.now()): SandboxClock {
  let time = toTime(start);
  return {
    now: () => time,
    advance: (milliseconds) => {
      time = toTime(time + milliseconds);
    },
    set: (to) => {
      time = toTime(to);
    },
  };
}

function toTime(value: Date | number | string): number {
  const time = new Date(value).getTime();
  demand(
    !Number.isNaN(time),
    `The clock cannot be moved to ${String(value)}, which is no time. Write it like "2026-01-01T10:00:00Z".`,
  );
  return time;
}
