import { CreditBalancesError } from "../../src/domain/creditBalancesError.ts";

/** The CreditBalancesError that a promise rejects with; anything else fails the test. */
export async function caught(promise: Promise<unknown>): Promise<CreditBalancesError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof CreditBalancesError) return error;
  throw new Error(`Expected a CreditBalancesError, but got ${String(error)}.`, { cause: error });
}
