import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAge, formatClock, formatDate } from "../../src/components/formatTime.ts";

/** Some versions of Node put a narrow blank before AM. */
function withPlainBlanks(text: string): string {
  return text.replaceAll(/\s/g, " ");
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe("formatAge", () => {
  it.each([
    { label: "a minute", age: minute, text: "1 minute ago" },
    { label: "almost two minutes", age: 2 * minute - 1, text: "1 minute ago" },
    { label: "almost an hour", age: hour - 1, text: "59 minutes ago" },
    { label: "an hour", age: hour, text: "1 hour ago" },
    { label: "almost a day", age: day - 1, text: "23 hours ago" },
    { label: "a day", age: day, text: "1 day ago" },
    { label: "thirty days", age: 30 * day, text: "30 days ago" },
    { label: "31 days", age: 31 * day, text: "1 month ago" },
    { label: "365 days", age: 365 * day, text: "11 months ago" },
    { label: "366 days", age: 366 * day, text: "1 year ago" },
    { label: "ten years", age: 3_660 * day, text: "10 years ago" },
  ])("says of $label: $text", ({ age, text }) => {
    expect(formatAge(age, "en")).toBe(text);
  });

  it.each([
    { label: "nothing", age: 0 },
    { label: "almost a minute", age: minute - 1 },
    { label: "a moment to come", age: -1 },
    { label: "three hours to come", age: -3 * hour },
    { label: "a year to come", age: -366 * day },
    { label: "no number", age: Number.NaN },
  ])("says nothing of $label", ({ age }) => {
    expect(formatAge(age, "en")).toBeUndefined();
  });

  it.each([
    { locale: "fr", text: "il y a 2 heures" },
    { locale: "de", text: "vor 2 Stunden" },
    { locale: "pl", text: "2 godziny temu" },
  ])("speaks $locale", ({ locale, text }) => {
    expect(formatAge(2 * hour, locale)).toBe(text);
  });

  it("never makes anything look younger than it is by more than one unit, nor older at all, nor yet to come", () => {
    const lengths = { minute, hour, day, month: 30.4375 * day, year: 365.25 * day };
    const names = ["minute", "hour", "day", "month", "year"] as const;

    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (age) => {
        const text = formatAge(age, "en") ?? "0 minutes ago";
        const [, count = "", unit = ""] = /^([\d,]+) (minute|hour|day|month|year)s? ago$/.exec(text) ?? [];
        const length = lengths[names.find((name) => name === unit) ?? "minute"];
        const shown = Number(count.replaceAll(",", "")) * length;

        expect(count).not.toBe("");
        expect(shown).toBeLessThanOrEqual(Math.max(0, age));
        expect(shown + length).toBeGreaterThan(age);
      }),
    );
  });
});

describe("formatDate", () => {
  const date = new Date("2023-11-23T09:00:01.860Z");

  it.each([
    { locale: "en", text: "November 23, 2023 at 9:00:01 AM UTC" },
    { locale: "en-GB", text: "23 November 2023 at 09:00:01 UTC" },
    { locale: "fr", text: "23 novembre 2023 à 09:00:01 UTC" },
    { locale: "de", text: "23. November 2023 um 09:00:01 UTC" },
  ])("gives a date in full, with its time zone, in $locale", ({ locale, text }) => {
    expect(withPlainBlanks(formatDate(date, locale))).toBe(text);
  });
});

describe("formatClock", () => {
  const date = new Date("2023-11-23T09:05:00.000Z");

  it.each([
    { label: "at once", later: 0, text: "9:05 AM" },
    { label: "almost a day later", later: day - 1, text: "9:05 AM" },
    { label: "a day later", later: day, text: "Nov 23, 2023, 9:05 AM" },
    { label: "by a clock that is behind", later: -3 * day, text: "9:05 AM" },
  ])("says $text $label", ({ later, text }) => {
    expect(withPlainBlanks(formatClock(date, date.getTime() + later, "en"))).toBe(text);
  });
});
