import type { CreditBalancesErrorCode } from "../domain/creditBalancesError.ts";
import type { ProblemCode } from "../domain/problem.ts";

/**
 * Where an answer's rows come from. `hit`: held and fresh. `miss`: read for this request. `shared`: read for another request that was under
 * way. `stale`: the last good ones, because Hyperline cannot be read now. `none`: there are no rows, the answer is a problem.
 */
export type CacheState = "hit" | "miss" | "shared" | "stale" | "none";

/**
 * What happens inside the proxy. Durations are in milliseconds. `customer` is a pseudonym: the same for the same customer, key and base URL in
 * all instances, and of no use to who reads the log. `code` is a problem's, null where there is none.
 */
export type CreditsEvent =
  | (Outcome & { type: "answered"; code: ProblemCode | null; requestId: string | null; cache: CacheState })
  | (Outcome & { type: "refused"; code: ProblemCode; requestId: string })
  | { type: "upstream_called"; customer: string; status: number | null; duration: number }
  | { type: "upstream_failed"; customer: string; code: CreditBalancesErrorCode; status: number | null; duration: number }
  | { type: "store_failed"; operation: "get" | "set" | "delete" | "consume"; reason: "slow" | "failed" | "invalid" };

type Outcome = { customer: string; status: number; duration: number };
