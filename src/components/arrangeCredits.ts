import { creditLevel } from "../domain/creditBalance.ts";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { nameOf } from "./nameOf.ts";
import { perLocale } from "./perLocale.ts";

/** Which credits are shown, in which order, and from when on they are low. */
export type Arrangement = {
  /**
   * Ids of the products to show, in this order; others are left out.
   * @default all
   */
  products?: readonly string[] | undefined;
  /**
   * `"attention"`: out and unknown first, then low, then the rest, each by name. `"upstream"`: as Hyperline lists them. Or a function like that of
   * `Array.prototype.sort`.
   * @default "attention", or the order of `products` where they are named
   */
  sort?: "attention" | "upstream" | ((a: CreditBalance, b: CreditBalance) => number) | undefined;
  /** By product id, in place of Hyperline's threshold; `null`: never low. */
  thresholds?: Readonly<Record<string, number | null>> | undefined;
};

const urgency = { out: 0, unknown: 1, low: 2, ok: 3 };
export const collator = perLocale((locale) => new Intl.Collator(locale, { numeric: true }));

export function arrangeCredits(
  all: readonly CreditBalance[],
  arrangement: Arrangement,
  locale: string,
): readonly CreditBalance[] {
  const { products, sort = products ? "upstream" : "attention", thresholds = {} } = arrangement;
  const byAttention = (a: CreditBalance, b: CreditBalance) =>
    urgency[a.level] - urgency[b.level] || collator(locale).compare(nameOf(a), nameOf(b));
  const judged = all.map((credit) => withThreshold(credit, thresholds));
  const chosen = products
    ? [...new Set(products)].flatMap((id) => judged.find(({ productId }) => productId === id) ?? [])
    : judged;
  return sort === "upstream" ? chosen : chosen.toSorted(sort === "attention" ? byAttention : sort);
}

function withThreshold(credit: CreditBalance, thresholds: NonNullable<Arrangement["thresholds"]>): CreditBalance {
  const lowThreshold = Object.hasOwn(thresholds, credit.productId) ? thresholds[credit.productId] : undefined;
  if (lowThreshold === undefined) return credit;
  return { ...credit, lowThreshold, level: creditLevel({ ...credit, lowThreshold }) };
}

/** The credit that a visitor should know of first, whatever the order of the list. */
export function mostUrgent(credits: readonly CreditBalance[]): CreditBalance | undefined {
  return credits.reduce<CreditBalance | undefined>(
    (first, credit) => (first && urgency[first.level] <= urgency[credit.level] ? first : credit),
    undefined,
  );
}
