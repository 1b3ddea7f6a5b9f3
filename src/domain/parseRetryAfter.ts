/**
 * Reads a `Retry-After` header (RFC 9110 §10.2.3): seconds, or an HTTP date.
 *
 * @returns milliseconds from `now`, never negative; undefined when the header is absent or says neither.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  // An HTTP date ends so; Date.parse alone would take "-5" for a year.
  const isDate = text.endsWith("GMT");
  if (!isDate && !/^\d+$/.test(text)) return undefined;
  const wait = isDate ? Date.parse(text) - now : Number(text) * 1000;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
