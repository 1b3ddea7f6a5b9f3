import { setImmediate } from "node:timers/promises";
import { vi } from "vitest";

/**
 * Lets faked time pass, five milliseconds at a time, until something is so. Between the steps there is real time for what needs it: the keys of a
 * store are hashed on another thread.
 *
 * @returns how many milliseconds have passed
 */
export async function timePasses(isOver: () => boolean): Promise<number> {
  const began = Date.now();
  while (!isOver()) {
    if (Date.now() - began > 600_000) throw new Error("It is not so after ten minutes.");
    for (let turn = 0; turn < 200 && !isOver(); turn += 1) await setImmediate();
    if (!isOver()) await vi.advanceTimersByTimeAsync(5);
  }
  return Date.now() - began;
}

/** What promises become while faked time passes, and how long it took, in milliseconds. */
export async function inTime<T>(promises: Promise<T>[]): Promise<{ values: T[]; took: number }> {
  let isOver = false;
  const all = Promise.all(promises).finally(() => {
    isOver = true;
  });
  const took = await timePasses(() => isOver);
  return { values: await all, took };
}
