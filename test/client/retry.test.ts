import { describe, expect, it } from "vitest";
import { retryDelay, shouldRetry } from "../../src/client/retry.ts";
import { CreditBalancesError } from "../../src/domain/creditBalancesError.ts";

const offline = new CreditBalancesError("network", "");

describe("shouldRetry", () => {
  it.each([
    { failures: 0, again: true },
    { failures: 1, again: true },
    { failures: 2, again: true },
    { failures: 3, again: false },
  ])("after $failures earlier failures: $again", ({ failures, again }) => {
    expect(shouldRetry(failures, offline)).toBe(again);
  });

  it("gives up at once where asking again cannot help", () => {
    expect(shouldRetry(0, new CreditBalancesError("forbidden", ""))).toBe(false);
  });

  it("gives up at once on an error that is not ours", () => {
    expect(shouldRetry(0, new TypeError("x"))).toBe(false);
  });

  it.each([
    { retryAfter: 30_000, again: true },
    { retryAfter: 30_001, again: false },
  ])("when the server asks for $retryAfter ms: $again", ({ retryAfter, again }) => {
    expect(shouldRetry(0, new CreditBalancesError("rate_limited", "", { retryAfter }))).toBe(again);
  });
});

describe("retryDelay", () => {
  it.each([
    { failures: 0, longest: 1_000 },
    { failures: 1, longest: 2_000 },
    { failures: 2, longest: 4_000 },
    { failures: 5, longest: 30_000 },
    { failures: 2_000, longest: 30_000 },
  ])("lies between nothing and $longest ms after $failures failures", ({ failures, longest }) => {
    expect([0, 0.5, 1].map((random) => retryDelay(failures, offline, () => random))).toStrictEqual([0, longest / 2, longest]);
  });

  it("comes on top of what the server asked for", () => {
    const limited = new CreditBalancesError("rate_limited", "", { retryAfter: 7_000 });

    expect(retryDelay(0, limited, () => 0.5)).toBe(7_500);
  });

  it("is no longer than its back-off where the server asked for nothing", () => {
    expect(retryDelay(0, new TypeError("x"), () => 0.5)).toBe(500);
  });
});
