import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExactJson } from "../../src/domain/parseExactJson.ts";
import { askProxy, problemOf } from "../support/proxy.ts";
import { aList, aListWithBalance, answering } from "../support/upstream.ts";

async function balanceFor(digits: string): Promise<string | undefined> {
  const body = await (await askProxy({ fetch: answering(aListWithBalance(digits)) })).text();
  return /"current_balance":([^,]+),/.exec(body)?.[1];
}

describe("a balance", () => {
  it.each([
    { digits: "0", shown: "0" },
    { digits: "-0", shown: "0" },
    { digits: "0.000", shown: "0" },
    { digits: "2000", shown: "2000" },
    { digits: "2000.00", shown: "2000" },
    { digits: "2e3", shown: "2000" },
    { digits: "20E+2", shown: "2000" },
    { digits: "-350", shown: "-350" },
    { digits: "0.1", shown: "0.1" },
    { digits: "0.30000000000000004", shown: "0.30000000000000004" },
    { digits: "9007199254740991", shown: "9007199254740991" },
    { digits: "9007199254740992", shown: "9007199254740992" },
    { digits: "1e21", shown: "1e+21" },
    { digits: "1000000000000000000000", shown: "1e+21" },
    { digits: "5e-324", shown: "5e-324" },
    { digits: "1.7976931348623157e308", shown: "1.7976931348623157e+308" },
  ])("of $digits travels as $shown", async ({ digits, shown }) => {
    expect(await balanceFor(digits)).toBe(shown);
  });

  it.each([
    "9007199254740993",
    "-9007199254740993",
    "9007199254740993.0",
    "90071992547409930e-1",
    "0.1234567890123456789",
    "123456789.123456789",
    "1e999",
    "-1e999",
    "1e-999",
    "9".repeat(400),
  ])("of %s, which no double holds, is unknown", async (digits) => {
    expect(await balanceFor(digits)).toBe("null");
  });

  it.each(["NaN", "Infinity", "01", "+1", ".5", "1.", "0x10", "1_000"])("of %s makes the body no JSON", async (digits) => {
    expect(await problemOf(await askProxy({ fetch: answering(aListWithBalance(digits)) }))).toBe("502 upstream_invalid");
  });

  it("is not touched by digits in a name", async () => {
    const name = 'x"9007199254740993,\\"1e999\\\\';
    const list = aListWithBalance("9007199254740993").replace('"exact"', () => JSON.stringify(name));

    expect(await (await askProxy({ fetch: answering(list) })).json()).toMatchObject({ data: [{ name, current_balance: null }] });
  });
});

describe("a threshold", () => {
  it("that no double holds makes the list invalid", async () => {
    const list = aList().replace(/"low_count_threshold":\d+/, '"low_count_threshold":9007199254740993');

    expect(await problemOf(await askProxy({ fetch: answering(list) }))).toBe("502 upstream_invalid");
  });
});

describe("parseExactJson", () => {
  it("is JSON.parse for everything that JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseExactJson(text)).toStrictEqual(JSON.parse(text));
      }),
    );
  });

  it("keeps every finite double, with or without an exponent", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseExactJson(`[${JSON.stringify(value)},${value.toExponential()}]`)).toStrictEqual([
          JSON.parse(JSON.stringify(value)),
          JSON.parse(value.toExponential()),
        ]);
      }),
    );
  });

  it("keeps a whole number or gives its digits, but never another number", () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        const parsed = parseExactJson(String(value));
        expect(typeof parsed === "number" ? BigInt(parsed) : parsed).toBe(typeof parsed === "number" ? value : String(value));
      }),
    );
  });

  it("throws what JSON.parse throws", () => {
    expect(() => parseExactJson("{")).toThrow(SyntaxError);
  });

  it.each([
    { label: "zeros before a last digit", text: `1.${"0".repeat(500_000)}1` },
    { label: "zeros after a first digit", text: `0.${"0".repeat(500_000)}1` },
    { label: "nothing but zeros", text: `0.${"0".repeat(500_000)}` },
    { label: "escapes in a string", text: `"${"\\n".repeat(250_000)}"` },
    { label: "minus signs in a string", text: `"${"-".repeat(500_000)}"` },
    { label: "small numbers", text: `[${"1.10,".repeat(100_000)}0]` },
  ])("comes to an end over half a million $label", ({ text }) => {
    expect(() => parseExactJson(text)).not.toThrow();
  });
});
