import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, expect, vi } from "vitest";
import "../../src/styles.css";

const complaints: unknown[][] = [];

/** React reports hydration mismatches, duplicate keys and state set after unmounting here: none of them may pass. */
beforeEach(() => {
  complaints.length = 0;
  vi.spyOn(console, "error").mockImplementation((...words) => complaints.push(words));
  vi.spyOn(console, "warn").mockImplementation((...words) => complaints.push(words));
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
  expect(complaints).toEqual([]);
});
