import { describe, expect, it } from "vitest";
import { creditLevel } from "../../src/domain/creditBalance.ts";

describe("creditLevel", () => {
  it.each([
    { balance: null, lowThreshold: null, level: "unknown" },
    { balance: null, lowThreshold: 10, level: "unknown" },
    { balance: 0, lowThreshold: null, level: "out" },
    { balance: -0, lowThreshold: null, level: "out" },
    { balance: 0, lowThreshold: 0, level: "out" },
    { balance: -350, lowThreshold: -1_000, level: "out" },
    { balance: 10, lowThreshold: 10, level: "low" },
    { balance: 9.999, lowThreshold: 10, level: "low" },
    { balance: 5e-324, lowThreshold: 1, level: "low" },
    { balance: 10.001, lowThreshold: 10, level: "ok" },
    { balance: 1, lowThreshold: 0, level: "ok" },
    { balance: 1, lowThreshold: -5, level: "ok" },
    { balance: 5e-324, lowThreshold: null, level: "ok" },
  ])("a balance of $balance with a threshold of $lowThreshold is $level", ({ balance, lowThreshold, level }) => {
    expect(creditLevel({ balance, lowThreshold })).toBe(level);
  });
});
