import type { CreditRow } from "../domain/creditRow.ts";
import type { CreditsAnswer } from "../domain/creditsAnswer.ts";
import { problems } from "../domain/problem.ts";
import type { ProblemCode } from "../domain/problem.ts";
import { problemTitles } from "../domain/problemTitles.ts";
import type { CacheState } from "./events.ts";

/** What goes back to the browser, before it becomes a `Response` or is written to Node's response. */
export type Answer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** For the operator: what a problem's body says, and where rows come from. */
  problem?: { code: ProblemCode; requestId: string };
  cache?: CacheState;
};

/** All rows of a customer as they were read together, already as the body of a fresh answer: it is sent more often than it is read. */
export type Snapshot = { fetchedAt: number; headers: Answer["headers"]; body: string };

/** Rows to show, and where they come from. */
export type Reading = { snapshot: Snapshot; state: CacheState };

const encoder = new TextEncoder();

/** On every answer: balances are private, change all the time, are JSON whatever a browser may guess, and belong into no frame. */
const always = {
  "Cache-Control": "private, no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  Vary: "Origin",
  "X-Content-Type-Options": "nosniff",
};

const methods = { Allow: "GET, HEAD, OPTIONS" };

/** Hyperline's body with `fetched_at` and `stale` beside its own meta. */
export function toSnapshot(rows: CreditRow[], fetchedAt: number): Snapshot {
  const fetched_at = new Date(fetchedAt).toISOString();
  const meta = { total: rows.length, taken: rows.length, skipped: 0 as const, fetched_at, stale: false };
  const body = JSON.stringify({ meta, data: rows } satisfies CreditsAnswer);
  return { fetchedAt, headers: toHeaders("application/json", body), body };
}

export function rowsAnswer({ snapshot, state }: Reading): Answer {
  if (state !== "stale") return { status: 200, headers: snapshot.headers, body: snapshot.body, cache: state };
  // The first "stale" is the one in meta, which comes before all free text.
  const body = snapshot.body.replace('"stale":false', '"stale":true');
  return { status: 200, headers: toHeaders("application/json", body), body, cache: state };
}

/**
 * A refusal as RFC 9457 has it. It says nothing but what the code says.
 *
 * @param retryAfter milliseconds; a second where nobody said anything
 */
export function problemAnswer(code: ProblemCode, retryAfter = 1_000): Answer {
  const status = problems[code];
  const requestId = crypto.randomUUID();
  const problem = { type: "about:blank", title: problemTitles[status], status, code, request_id: requestId };
  const body = JSON.stringify(problem);
  const wait = { "Retry-After": String(Math.ceil(retryAfter / 1_000)) };
  const own = status === 405 ? methods : status === 429 ? wait : {};
  return { status, headers: { ...toHeaders("application/problem+json", body), ...own }, body, problem: { code, requestId } };
}

function toHeaders(type: string, body: string): Answer["headers"] {
  return { ...always, "Content-Type": type, "Content-Length": String(encoder.encode(body).byteLength) };
}

/** Answers a preflight, and whoever asks which methods there are. */
export function methodsAnswer(): Answer {
  return { status: 204, headers: { ...always, ...methods }, body: "" };
}
