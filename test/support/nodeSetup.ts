import { afterEach, beforeEach, expect, vi } from "vitest";

const methods = ["debug", "error", "info", "log", "trace", "warn"] as const;
const said: unknown[][] = [];

/** Nothing writes to the console, neither the library nor a test. */
beforeEach(() => {
  said.length = 0;
  for (const method of methods) vi.spyOn(console, method).mockImplementation((...words) => said.push(words));
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(said).toEqual([]);
});
