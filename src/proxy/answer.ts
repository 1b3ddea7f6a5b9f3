import type { CreditRow } from "../domain/creditRow.ts";
import type { CreditsAnswer } from "../domain/creditsAnswer.ts";
import { problems } from "../domain/problem.ts";
import type { ProblemCode } from "../domain/problem.ts";

/** What goes back to the browser, before it becomes a `Response` or is written to Node's response. */
export type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string };

/** On every answer: balances are private, change all the time, and are JSON whatever a browser may guess. */
const always = {
  "Cache-Control": "private, no-store",
  "X-Content-Type-Options": "nosniff",
  Vary: "Origin",
};

/** RFC 9457 §4.2.1: where the type is `about:blank`, the title is the status's own phrase. */
const titles = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  504: "Gateway Timeout",
} as const;

/** All rows of a customer, in Hyperline's body with `fetched_at` and `stale` beside its own meta. */
export function rowsAnswer(rows: CreditRow[], fetchedAt: number): Answer {
  const body: CreditsAnswer = {
    meta: { total: rows.length, taken: rows.length, skipped: 0, fetched_at: new Date(fetchedAt).toISOString(), stale: false },
    data: rows,
  };
  return { status: 200, headers: { ...always, "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

/**
 * A refusal as RFC 9457 has it. It says nothing but what the code says.
 *
 * @param retryAfter milliseconds; a second where nobody said anything
 */
export function problemAnswer(code: ProblemCode, retryAfter?: number): Answer {
  const status = problems[code];
  const headers: Record<string, string> = { ...always, "Content-Type": "application/problem+json" };
  if (status === 405) headers["Allow"] = "GET";
  if (status === 429) headers["Retry-After"] = String(Math.ceil((retryAfter ?? 1_000) / 1_000));
  const body = { type: "about:blank", title: titles[status], status, code, request_id: crypto.randomUUID() };
  return { status, headers, body: JSON.stringify(body) };
}
