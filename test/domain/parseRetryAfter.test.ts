import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRetryAfter } from "../../src/domain/parseRetryAfter.ts";
import { testTime } from "../support/credits.ts";

describe("parseRetryAfter", () => {
  it.each([
    { label: "seconds", header: "30", wait: 30_000 },
    { label: "seconds with blanks around them", header: " 30 ", wait: 30_000 },
    { label: "no wait", header: "0", wait: 0 },
    { label: "a date to come", header: "Thu, 01 Jan 2026 10:00:20 GMT", wait: 20_000 },
    { label: "a date that has passed", header: "Thu, 01 Jan 2026 09:00:00 GMT", wait: 0 },
    { label: "no header", header: null, wait: undefined },
    { label: "an empty header", header: "", wait: undefined },
    { label: "words", header: "soon", wait: undefined },
    { label: "a negative number", header: "-5", wait: undefined },
    { label: "a fraction", header: "1.5", wait: undefined },
    { label: "more seconds than a number holds", header: "9".repeat(400), wait: undefined },
  ])("reads $label", ({ header, wait }) => {
    expect(parseRetryAfter(header, testTime)).toBe(wait);
  });

  it("never asks for a negative or endless wait", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = parseRetryAfter(header, testTime);
        expect(wait === undefined || (wait >= 0 && Number.isFinite(wait))).toBe(true);
      }),
    );
  });
});
