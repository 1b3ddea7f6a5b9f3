import { isProblemCode, isRetryable } from "./problem.ts";
import type { ProblemCode } from "./problem.ts";

/**
 * What went wrong: the proxy's closed list, or one of three that only the browser can see. `network`: no answer arrived.
 * `offline`: the same, and the browser says that it has no connection at all. `unexpected_answer`: an answer arrived that is not the proxy's,
 * which usually means a wrong `endpoint`.
 */
export type CreditBalancesErrorCode = ProblemCode | "network" | "offline" | "unexpected_answer";

type Details = { status?: number | undefined; retryAfter?: number | undefined; cause?: unknown };

/**
 * Thrown whenever balances cannot be read. The message is written for developers and never for visitors; a visitor's words
 * are chosen by `code`. Cancelled reads are not wrapped: they reject with the platform's own `AbortError`.
 */
export class CreditBalancesError extends Error {
  override readonly name = "CreditBalancesError";
  /** What went wrong, from a closed list. */
  readonly code: CreditBalancesErrorCode;
  /** The HTTP status of the answer, if there was one. */
  readonly status: number | undefined;
  /** How long the server asked to wait before the next try, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(code: CreditBalancesErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.retryAfter = details.retryAfter;
  }

  /** Whether asking again can help. */
  get retryable(): boolean {
    const { code } = this;
    return isProblemCode(code) ? isRetryable(code) : code !== "unexpected_answer";
  }
}

/** Narrows anything that was caught. Works by name, so that two copies of this package recognise each other's errors. */
export function isCreditBalancesError(value: unknown): value is CreditBalancesError {
  return value instanceof Error && value.name === "CreditBalancesError" && "code" in value;
}
