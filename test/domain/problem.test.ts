import { describe, expect, it } from "vitest";
import { isProblemCode, problems } from "../../src/domain/problem.ts";

describe("problems", () => {
  it("are a closed list, each with its status", () => {
    expect(problems).toStrictEqual({
      invalid_request: 400,
      unauthenticated: 401,
      forbidden: 403,
      not_found: 404,
      method_not_allowed: 405,
      rate_limited: 429,
      internal: 500,
      upstream_failed: 502,
      upstream_invalid: 502,
      upstream_timeout: 504,
    });
  });
});

describe("isProblemCode", () => {
  it.each(Object.keys(problems))("knows %s", (code) => {
    expect(isProblemCode(code)).toBe(true);
  });

  it.each(["network", "toString", "__proto__", "", 404, null, undefined])("does not know %j", (value) => {
    expect(isProblemCode(value)).toBe(false);
  });
});
