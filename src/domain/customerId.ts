/**
 * Hyperline documents no rule for ids; `cus_` and 14 letters or digits is only the usual form. Allowed is what ids are commonly made of and
 * cannot change the path that the key is sent to: no separators, escapes or blanks, no dots alone, no more than 128 characters.
 */
const allowed = /^(?!\.+$)[\w.~:@+-]{1,128}$/;

/** Whether a value can stand in a URL's path as a customer id. */
export function isCustomerId(value: unknown): value is string {
  return typeof value === "string" && allowed.test(value);
}

/** The route that the proxy shares with Hyperline, below the mount or the base URL. */
export function creditsPath(id: string): string {
  return `/v1/customers/${encodeURIComponent(id)}/credits`;
}
