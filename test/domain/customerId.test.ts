import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditsPath, isCustomerId } from "../../src/domain/customerId.ts";

describe("isCustomerId", () => {
  it.each(["cus_Typ0px2W0aiEtl", "cus-1", "a", "acme:42", "me@example.com", "a.b", "..a", "~x+1", "x".repeat(128)])(
    "accepts %j",
    (id) => {
      expect(isCustomerId(id)).toBe(true);
    },
  );

  it.each([
    "",
    ".",
    "..",
    "...",
    "a/b",
    "a\\b",
    "%2e%2e",
    "a b",
    "a?b",
    "a#b",
    "a\u0000",
    "a\n",
    "é",
    "x".repeat(129),
    null,
    7,
    {},
  ])("refuses %j", (id) => {
    expect(isCustomerId(id)).toBe(false);
  });
});

describe("creditsPath", () => {
  it("is Hyperline's documented path", () => {
    expect(creditsPath("cus_Typ0px2W0aiEtl")).toBe("/v1/customers/cus_Typ0px2W0aiEtl/credits");
  });

  it("keeps its four segments for every accepted id, whatever a URL parser does", () => {
    const hostile = fc.constantFrom(...Array.from(".%/\\:@a2eE?#+~; \u0000é"));
    fc.assert(
      fc.property(fc.string({ unit: hostile, minLength: 1, maxLength: 6 }).filter(isCustomerId), (id) => {
        const segments = new URL(creditsPath(id), "https://api.hyperline.co").pathname.split("/").map(decodeURIComponent);
        expect(segments).toStrictEqual(["", "v1", "customers", id, "credits"]);
      }),
    );
  });
});
