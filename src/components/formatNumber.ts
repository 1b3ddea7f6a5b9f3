/** More significant digits than a double can hold: nothing is rounded, and no exponent is ever written. */
const everyDigit = { maximumSignificantDigits: 21 };

const formats = new Map<string, Intl.NumberFormat>();

/** A number with all its digits, grouped for the locale. Negative zero is zero. */
export function formatNumber(value: number, locale: string): string {
  let format = formats.get(locale);
  if (!format) formats.set(locale, (format = new Intl.NumberFormat(locale, everyDigit)));
  return format.format(value === 0 ? 0 : value);
}

/** Which plural form a number takes in the locale. */
export function pluralOf(value: number, locale: string): Intl.LDMLPluralRule {
  return new Intl.PluralRules(locale, everyDigit).select(value);
}
