import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNumber, pluralOf } from "../../src/components/formatNumber.ts";

const languages = ["en", "fr", "nl", "es", "pl", "pt", "de", "it"];

const aNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
  fc.maxSafeInteger(),
  fc.integer({ min: -10_000_000, max: 10_000_000 }).map((cents) => cents / 100),
);

/** The shortest digits of a number, as JavaScript prints them, but with the point where the exponent puts it. */
function everyDigitOf(value: number): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const power = Number(exponent);
  const left = `${"0".repeat(Math.max(0, -power))}${whole}`;
  const right = `${fraction}${"0".repeat(Math.max(0, power))}`;
  const point = left.length + power;
  const digits = left + right;
  const wholeDigits = digits.slice(0, point).replace(/^0+(?=\d)/, "");
  const fractionDigits = digits.slice(point).replace(/0+$/, "");
  return `${sign}${wholeDigits}${fractionDigits && `.${fractionDigits}`}`;
}

/** What a locale writes, with its own separators taken back to a plain decimal. */
function plain(text: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.5);
  const group = parts.find(({ type }) => type === "group")?.value ?? "";
  const decimal = parts.find(({ type }) => type === "decimal")?.value ?? "";
  return text.replaceAll(group, "").replace(decimal, ".");
}

describe("formatNumber", () => {
  it.each([
    { value: 0, text: "0" },
    { value: -0, text: "0" },
    { value: 1_250, text: "1,250" },
    { value: -350, text: "-350" },
    { value: 0.1 + 0.2, text: "0.30000000000000004" },
    { value: 1e21, text: "1,000,000,000,000,000,000,000" },
    { value: 1e-7, text: "0.0000001" },
    { value: Number.MAX_SAFE_INTEGER, text: "9,007,199,254,740,991" },
    { value: 123_456_789.123_45, text: "123,456,789.12345" },
    { value: -1_234.5, text: "-1,234.5" },
  ])("writes $value as $text", ({ value, text }) => {
    expect(formatNumber(value, "en")).toBe(text);
  });

  it.each([
    { locale: "de", text: "1.234.567,25" },
    { locale: "fr", text: "1\u202f234\u202f567,25" },
    { locale: "pl", text: "1\u00a0234\u00a0567,25" },
    { locale: "en-IN", text: "12,34,567.25" },
    { locale: "ar-EG", text: "١٬٢٣٤٬٥٦٧٫٢٥" },
  ])("groups 1234567.25 as $locale does", ({ locale, text }) => {
    expect(formatNumber(1_234_567.25, locale)).toBe(text);
  });

  it("groups every finite number by thousands, and writes no exponent, no NaN and no negative zero", () => {
    fc.assert(
      fc.property(aNumber, (value) => {
        const text = formatNumber(value, "en");
        expect(text).toMatch(/^-?\d{1,3}(,\d{3})*(\.\d+)?$/);
        expect(text).not.toBe("-0");
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(languages)("shows every finite number digit for digit in %s", (locale) => {
    fc.assert(
      fc.property(aNumber, (value) => {
        expect(plain(formatNumber(value, locale), locale)).toBe(everyDigitOf(value));
      }),
      { numRuns: 500 },
    );
  });

  it("tells any two different numbers apart", () => {
    fc.assert(
      fc.property(aNumber, (value) => {
        expect(Number(plain(formatNumber(value, "en"), "en"))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("pluralOf", () => {
  it.each([
    { locale: "en", value: 1, plural: "one" },
    { locale: "en", value: 0, plural: "other" },
    { locale: "en", value: 1.5, plural: "other" },
    { locale: "en", value: 1.000_000_1, plural: "other" },
    { locale: "en", value: -1, plural: "one" },
    { locale: "fr", value: 0, plural: "one" },
    { locale: "fr", value: 1.5, plural: "one" },
    { locale: "fr", value: 1_000_000, plural: "many" },
    { locale: "pl", value: 2, plural: "few" },
    { locale: "pl", value: 5, plural: "many" },
    { locale: "pl", value: 22, plural: "few" },
    { locale: "pl", value: 0.5, plural: "other" },
  ])("is $plural for $value in $locale", ({ locale, value, plural }) => {
    expect(pluralOf(value, locale)).toBe(plural);
  });
});
