/** Every code that the proxy can refuse with, and the HTTP status that it travels with. The list is closed. */
export const problems = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  rate_limited: 429,
  internal: 500,
  upstream_failed: 502,
  upstream_invalid: 502,
  upstream_timeout: 504,
} as const;

/** A code of the closed list that the proxy answers with. */
export type ProblemCode = keyof typeof problems;

/** Narrows any value to a code of the closed list. */
export function isProblemCode(value: unknown): value is ProblemCode {
  return typeof value === "string" && Object.hasOwn(problems, value);
}

/** Whether asking again can help: never after a 4xx other than 429, which say that the request itself was refused. */
export function isRetryable(code: ProblemCode): boolean {
  return problems[code] >= 429;
}
