import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrangeCredits, mostUrgent } from "../../src/components/arrangeCredits.ts";
import { creditLevel } from "../../src/domain/creditBalance.ts";
import type { CreditBalance } from "../../src/domain/creditBalance.ts";

function aBalance(changes: Partial<CreditBalance> = {}): CreditBalance {
  const balance = {
    productId: "itm_1",
    customerId: "cus_test",
    name: "API calls",
    balance: 1_250,
    lowThreshold: 100,
    lastRefreshedAt: null,
    autoTopUp: null,
    createdAt: null,
    updatedAt: null,
    ...changes,
  };
  return { ...balance, level: creditLevel(balance) };
}

/** One balance for each name, by the product id `itm_` and its place. */
const named = (...names: string[]) => names.map((name, index) => aBalance({ name, productId: `itm_${index}` }));
const namesOf = (credits: readonly CreditBalance[]) => credits.map(({ name }) => name);
const levelsOf = (credits: readonly CreditBalance[]) =>
  Object.fromEntries(credits.map(({ productId, level }) => [productId, level]));

const fine = aBalance({ productId: "itm_fine", name: "Fine" });
const out = aBalance({ productId: "itm_out", name: "Out", balance: 0 });
const unknown = aBalance({ productId: "itm_unknown", name: "Unknown", balance: null });
const low = aBalance({ productId: "itm_low", name: "Low", balance: 100 });
const all = [fine, low, unknown, out];

describe("the order", () => {
  it.each([
    { label: "by attention", arrangement: {} },
    { label: "by attention, said so", arrangement: { sort: "attention" } as const },
  ])("is $label: out, unknown, low, and the rest", ({ arrangement }) => {
    expect(arrangeCredits(all, arrangement, "en")).toEqual([out, unknown, low, fine]);
  });

  it("is Hyperline's own where that is asked for", () => {
    expect(arrangeCredits(all, { sort: "upstream" }, "en")).toEqual(all);
  });

  it("is a function's where there is one, which is told of each balance as it is shown", () => {
    const sort = (a: CreditBalance, b: CreditBalance) => a.level.localeCompare(b.level);
    const thresholds = { itm_fine: 2_000 };
    expect(namesOf(arrangeCredits([out, unknown, low, fine], { sort, thresholds }, "en"))).toEqual([
      "Low",
      "Fine",
      "Out",
      "Unknown",
    ]);
  });

  it.each([
    { locale: "en", names: ["zebra", "Ähre", "apple", "Łódź", "mango"], sorted: ["Ähre", "apple", "Łódź", "mango", "zebra"] },
    { locale: "pl", names: ["mango", "łosoś", "lody"], sorted: ["lody", "łosoś", "mango"] },
    { locale: "sv", names: ["ärta", "zebra", "apple"], sorted: ["apple", "zebra", "ärta"] },
    { locale: "de", names: ["zebra", "ärta", "apple"], sorted: ["apple", "ärta", "zebra"] },
    { locale: "en", names: ["Tier 10", "Tier 9", "Tier 1"], sorted: ["Tier 1", "Tier 9", "Tier 10"] },
    { locale: "en", names: ["b", "A", "a", "B"], sorted: ["a", "A", "b", "B"] },
  ])("of names follows the locale $locale: $sorted", ({ locale, names, sorted }) => {
    expect(namesOf(arrangeCredits(named(...names), {}, locale))).toEqual(sorted);
  });

  it("of a product without a visible name follows the id that it goes by", () => {
    const nameless = aBalance({ productId: "mmm", name: " " });
    const credits = [aBalance({ productId: "itm_z", name: "Zebra" }), nameless, aBalance({ productId: "itm_a", name: "Apes" })];
    expect(arrangeCredits(credits, {}, "en").map(({ productId }) => productId)).toEqual(["itm_a", "mmm", "itm_z"]);
  });

  it("of what is equal stays", () => {
    const same = ["itm_3", "itm_1", "itm_2"].map((productId) => aBalance({ productId }));
    expect(arrangeCredits(same, {}, "en")).toEqual(same);
    expect(arrangeCredits(same, { sort: () => 0 }, "en")).toEqual(same);
  });
});

describe("products", () => {
  it("are shown as they are named, in that order, and no others", () => {
    const products = ["itm_out", "itm_nowhere", "itm_fine", "itm_out"];
    expect(arrangeCredits(all, { products }, "en")).toEqual([out, fine]);
  });

  it("are sorted where that is asked for", () => {
    const products = ["itm_fine", "itm_low", "itm_out"];
    expect(arrangeCredits(all, { products, sort: "attention" }, "en")).toEqual([out, low, fine]);
  });

  it("may be none", () => {
    expect(arrangeCredits(all, { products: [] }, "en")).toEqual([]);
  });
});

describe("thresholds", () => {
  it("stand in for Hyperline's, by product", () => {
    const arranged = arrangeCredits(all, { thresholds: { itm_fine: 1_250, itm_low: 99 } }, "en");
    expect(levelsOf(arranged)).toEqual({ itm_fine: "low", itm_low: "ok", itm_out: "out", itm_unknown: "unknown" });
    expect(arranged.find(({ productId }) => productId === "itm_fine")?.lowThreshold).toBe(1_250);
  });

  it("of null are never low, but out all the same", () => {
    const arranged = arrangeCredits(all, { thresholds: { itm_low: null, itm_out: null } }, "en");
    expect(levelsOf(arranged)).toMatchObject({ itm_low: "ok", itm_out: "out" });
  });

  it("are taken for no product that they do not name", () => {
    const odd = ["constructor", "toString", "__proto__"].map((productId) => aBalance({ productId, balance: 5 }));
    expect(arrangeCredits(odd, { sort: "upstream" }, "en")).toEqual(odd);
    expect(arrangeCredits(odd, { sort: "upstream", thresholds: { itm_1: 7 } }, "en")).toEqual(odd);
  });
});

const anyBalance = fc
  .record({
    productId: fc.string({ minLength: 1 }).filter((id) => !(id in {})),
    name: fc.string(),
    balance: fc.option(fc.integer({ min: -5, max: 10 })),
    lowThreshold: fc.option(fc.integer({ min: 0, max: 5 })),
  })
  .map(aBalance);

const byLength = (a: CreditBalance, b: CreditBalance) => a.name.length - b.name.length;
const idsOf = (credits: readonly CreditBalance[]) => credits.map(({ productId }) => productId).toSorted();

it("nothing that was passed is changed, and nothing is lost or added", () => {
  fc.assert(
    fc.property(
      fc.array(anyBalance),
      fc.constantFrom(...(["attention", "upstream", byLength] as const)),
      fc.dictionary(fc.string(), fc.option(fc.integer())),
      (credits, sort, thresholds) => {
        const before = structuredClone({ credits, thresholds });
        const frozen = Object.freeze(credits.map((credit) => Object.freeze(credit)));
        const arranged = arrangeCredits(frozen, { sort, thresholds }, "en");
        expect({ credits, thresholds }).toEqual(before);
        expect(idsOf(arranged)).toEqual(idsOf(credits));
        expect(idsOf(arrangeCredits(frozen, { sort, products: idsOf(credits.slice(0, 1)) }, "en"))).toEqual(
          idsOf(credits.slice(0, 1)),
        );
      },
    ),
  );
});

describe("the most urgent", () => {
  it.each([
    { label: "out", credits: [fine, low, unknown, out], expected: out },
    { label: "unknown", credits: [fine, low, unknown], expected: unknown },
    { label: "low", credits: [fine, low], expected: low },
    { label: "the first of equals", credits: [fine, low, aBalance({ productId: "itm_later", balance: 1 })], expected: low },
    { label: "nothing where there is nothing", credits: [], expected: undefined },
  ])("is $label", ({ credits, expected }) => {
    expect(mostUrgent(credits)).toBe(expected);
  });
});
