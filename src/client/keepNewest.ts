import type { CreditsSnapshot } from "./fetchCredits.ts";
import { monotonicNow } from "./monotonicNow.ts";

/**
 * Of two answers for a customer, the one with the newer rows. Instances of a proxy may hold rows of different age, and an answer may overtake
 * another: a number that was seen never makes room for an older one. It is stale if the later answer is.
 */
export function keepNewest(held: CreditsSnapshot | undefined, next: CreditsSnapshot): CreditsSnapshot {
  if (held?.customerId !== next.customerId) return next;
  const heldAt = Date.parse(held.fetchedAt);
  // Rows from the server's future were dated by a wrong clock; its `Date` says no more than the second.
  const isBelievable = heldAt < next.clockOffset + monotonicNow() + 1_000;
  return isBelievable && Date.parse(next.fetchedAt) < heldAt
    ? { ...next, credits: held.credits, fetchedAt: held.fetchedAt }
    : next;
}
