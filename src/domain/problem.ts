/**
 * Every way in which reading credits can fail, in one table: the HTTP status it travels with, the title in its problem body
 * (RFC 9457 §4.2.1: with `about:blank`, the title is the status's own phrase) and whether asking again can help.
 */
export const problems = {
  invalid_request: { status: 400, title: "Bad Request", retryable: false },
  unauthenticated: { status: 401, title: "Unauthorized", retryable: false },
  forbidden: { status: 403, title: "Forbidden", retryable: false },
  not_found: { status: 404, title: "Not Found", retryable: false },
  method_not_allowed: { status: 405, title: "Method Not Allowed", retryable: false },
  rate_limited: { status: 429, title: "Too Many Requests", retryable: true },
  internal: { status: 500, title: "Internal Server Error", retryable: true },
  upstream_failed: { status: 502, title: "Bad Gateway", retryable: true },
  upstream_invalid: { status: 502, title: "Bad Gateway", retryable: true },
  upstream_timeout: { status: 504, title: "Gateway Timeout", retryable: true },
} as const;

/** A code of the closed list that the proxy answers with. */
export type ProblemCode = keyof typeof problems;

/** Narrows any value to a code of the closed list. */
export function isProblemCode(value: unknown): value is ProblemCode {
  return typeof value === "string" && Object.hasOwn(problems, value);
}
