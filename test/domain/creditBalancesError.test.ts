import { describe, expect, it } from "vitest";
import { CreditBalancesError, isCreditBalancesError } from "../../src/domain/creditBalancesError.ts";

describe("CreditBalancesError", () => {
  it("carries its code, its status, the wait and the cause", () => {
    const cause = new Error("closed");
    const error = new CreditBalancesError("rate_limited", "Too many.", { status: 429, retryAfter: 2_000, cause });

    expect(error).toMatchObject({ code: "rate_limited", message: "Too many.", status: 429, retryAfter: 2_000, cause });
  });

  it.each([
    { code: "network", retryable: true },
    { code: "rate_limited", retryable: true },
    { code: "internal", retryable: true },
    { code: "upstream_failed", retryable: true },
    { code: "upstream_invalid", retryable: true },
    { code: "upstream_timeout", retryable: true },
    { code: "unexpected_answer", retryable: false },
    { code: "invalid_request", retryable: false },
    { code: "unauthenticated", retryable: false },
    { code: "forbidden", retryable: false },
    { code: "not_found", retryable: false },
    { code: "method_not_allowed", retryable: false },
  ] as const)("$code is retryable: $retryable", ({ code, retryable }) => {
    expect(new CreditBalancesError(code, "").retryable).toBe(retryable);
  });
});

describe("isCreditBalancesError", () => {
  it("knows an error of another copy of this package", () => {
    const foreign = Object.assign(new Error("x"), { name: "CreditBalancesError", code: "network" });

    expect(isCreditBalancesError(foreign)).toBe(true);
  });

  it.each([
    { label: "another error", value: new TypeError("x") },
    { label: "an abort", value: new DOMException("x", "AbortError") },
    { label: "an object of the same shape", value: { name: "CreditBalancesError", code: "network" } },
    { label: "nothing", value: undefined },
  ])("does not know $label", ({ value }) => {
    expect(isCreditBalancesError(value)).toBe(false);
  });
});
