/** A tag that Intl accepts: `en_US` is read as meant, and what is no language at all becomes English instead of an exception in a render. */
export function toLocale(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
}
