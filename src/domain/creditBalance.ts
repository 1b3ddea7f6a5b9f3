/** How a balance stands: `out` at zero or below, `low` at or under its threshold, `unknown` where there is no number. */
export type CreditLevel = "ok" | "low" | "out" | "unknown";

/** What one customer has left of one credit product. Times are ISO 8601 as Hyperline gives them; `null`: not known. */
export type CreditBalance = {
  productId: string;
  customerId: string;
  /** Free text, typed by the company that sells the credits. */
  name: string;
  /** In credits; fractional and negative are possible. `null`: unknown, which is not zero. */
  balance: number | null;
  /** At or under this the balance is low. `null`: no threshold is set, so it is never low. */
  lowThreshold: number | null;
  level: CreditLevel;
  /** When Hyperline last computed the balance from usage. */
  lastRefreshedAt: string | null;
  /** How many credits are bought by themselves when the balance runs low; `null`: none. */
  autoTopUp: { credits: number } | null;
  createdAt: string | null;
  updatedAt: string | null;
};

/**
 * How a balance stands against its threshold. That a balance equal to the threshold is low is our reading: Hyperline does not say.
 *
 * @example
 * creditLevel({ balance: 10, lowThreshold: 10 }); // "low"
 */
export function creditLevel({ balance, lowThreshold }: Pick<CreditBalance, "balance" | "lowThreshold">): CreditLevel {
  if (balance === null) return "unknown";
  if (balance <= 0) return "out";
  return lowThreshold !== null && balance <= lowThreshold ? "low" : "ok";
}
