/** Intl's objects are costly to make and free to keep: one of each kind for each locale. */
export function perLocale<T>(create: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const found = made.get(locale) ?? create(locale);
    made.set(locale, found);
    return found;
  };
}
