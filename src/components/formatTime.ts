import { perLocale } from "./perLocale.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Largest first; the first that an age fills at least once is used. */
const units = [
  ["year", 365.25 * day],
  ["month", 30.4375 * day],
  ["day", day],
  ["hour", hour],
  ["minute", minute],
] as const;

const relativeFormat = perLocale((locale) => new Intl.RelativeTimeFormat(locale));
const fullFormat = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long" }));
const timeFormat = perLocale((locale) => new Intl.DateTimeFormat(locale, { timeStyle: "short" }));
const dayFormat = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }));

/**
 * An age in whole units, like "2 minutes ago".
 *
 * @param age in milliseconds
 * @returns undefined under a minute, and for a time in the future: that is just now, never "in 3 hours"
 */
export function formatAge(age: number, locale: string): string | undefined {
  const found = units.find(([, length]) => age >= length);
  if (!found) return undefined;
  const [unit, length] = found;
  return relativeFormat(locale).format(-Math.floor(age / length), unit);
}

/** A date in full, with its time zone: "November 23, 2023 at 9:00:01 AM UTC". */
export function formatDate(date: Date, locale: string): string {
  return fullFormat(locale).format(date);
}

/** The time of day, with the date before it once it is a day ago. */
export function formatClock(date: Date, now: number, locale: string): string {
  return (now - date.getTime() < day ? timeFormat : dayFormat)(locale).format(date);
}
