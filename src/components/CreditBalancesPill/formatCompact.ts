import { formatNumber } from "../formatNumber.ts";
import { perLocale } from "../perLocale.ts";

/** From here on digits are left away, never to more than there is. */
const longNumber = 100_000;

const compactFormat = perLocale(
  (locale) => new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1, roundingMode: "floor" }),
);

/** Every digit of a short number; "124.8K" for a long one, beside which the whole number must be in reach. */
export function formatCompact(value: number, locale: string): string {
  return Math.abs(value) < longNumber ? formatNumber(value, locale) : compactFormat(locale).format(value);
}
