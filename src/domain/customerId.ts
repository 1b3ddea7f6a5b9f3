/**
 * Hyperline documents no rule for ids (`cus_` and 14 letters or digits is only the usual form), so this refuses just what could
 * change the path that the key is sent to: separators, escapes, dots alone, control characters, and anything over 128 characters.
 */
const customerId = /^(?!\.+$)[\w.~:@+-]{1,128}$/;

/** Whether a value can stand in a URL's path as a customer id. */
export function isCustomerId(value: unknown): value is string {
  return typeof value === "string" && customerId.test(value);
}

/** The route that the proxy shares with Hyperline, below the mount or the base URL. */
export function creditsPath(id: string): string {
  return `/v1/customers/${encodeURIComponent(id)}/credits`;
}
