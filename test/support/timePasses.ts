import { createHmac } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { vi } from "vitest";
import { fromJavaScript } from "./fromJavaScript.ts";

/** The platform's HMAC without its thread, for which faked time would not wait: the keys of a store are there at once. */
export function hashAtOnce(): void {
  vi.spyOn(crypto.subtle, "importKey").mockImplementation((_format: string, key: unknown) =>
    Promise.resolve(fromJavaScript(key)),
  );
  vi.spyOn(crypto.subtle, "sign").mockImplementation((_algorithm, key, data) => {
    const hash = createHmac("sha256", fromJavaScript(key)).update(fromJavaScript(data)).digest();
    return Promise.resolve(new Uint8Array(hash).buffer);
  });
}

/**
 * Lets faked time pass, five milliseconds at a time, until something is so.
 *
 * @returns how many milliseconds have passed
 */
export async function timePasses(isOver: () => boolean): Promise<number> {
  const began = Date.now();
  while (!isOver()) {
    if (Date.now() - began > 600_000) throw new Error("It is not so after ten minutes.");
    for (let turn = 0; turn < 10 && !isOver(); turn += 1) await setImmediate();
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
