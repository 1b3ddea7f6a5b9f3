import { perLocale } from "./perLocale.ts";

/** More significant digits than a double can hold: nothing is rounded, and no exponent is ever written. */
const everyDigit = { maximumSignificantDigits: 21 };

const numberFormat = perLocale((locale) => new Intl.NumberFormat(locale, everyDigit));
const pluralRules = perLocale((locale) => new Intl.PluralRules(locale, everyDigit));

/** A number with all its digits, grouped for the locale. Negative zero is zero. */
export function formatNumber(value: number, locale: string): string {
  return numberFormat(locale).format(value === 0 ? 0 : value);
}

/** Which plural form a number takes in the locale. */
export function pluralOf(value: number, locale: string): Intl.LDMLPluralRule {
  return pluralRules(locale).select(value);
}
