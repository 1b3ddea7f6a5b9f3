/** A string or a number, wherever it stands in a valid JSON text. Strings are matched to be passed over. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Sixteen digits or an exponent: what has neither, a double holds. Looks into strings, too, where it may find more than there is. */
const suspect = /\d[\d.]{15}|\d[eE]/;

/**
 * `JSON.parse`, but a number that a double cannot hold digit for digit (9007199254740993, 1e999) becomes the string of its
 * digits instead of another number, so that a schema that wants a number refuses it.
 *
 * @throws SyntaxError
 */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!suspect.test(text)) return value;
  let exact = true;
  // Only valid JSON reaches this point, so no token can be left open and the scan is linear.
  const marked = text.replace(token, (match) => {
    if (match.startsWith('"') || isExact(match)) return match;
    exact = false;
    return `"${match}"`;
  });
  return exact ? value : JSON.parse(marked);
}

function isExact(number: string): boolean {
  const value = Number(number);
  return Number.isFinite(value) && normalForm(number) === normalForm(String(value));
}

/** The same text for the same number: its digits without zeros at either end, and the power of ten of the last one. */
function normalForm(number: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  // Greedy to the last digit that is no zero: /0+$/ would take quadratic time over a long run of zeros.
  const significant = /^.*[^0]/.exec(digits)?.[0] ?? "";
  if (significant === "") return "0";
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}
