import { describe, expect, it } from "vitest";
import { creditLevel } from "../../src/domain/creditBalance.ts";
import { fetchCredits } from "../../src/client/fetchCredits.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { createCast } from "../../src/sandbox/createCast.ts";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";
import { testTime } from "../support/credits.ts";
import { mount, proxyOptions } from "../support/proxy.ts";

const cast = createCast(testTime);
const everyCredit = cast.flatMap(({ credits }) => credits);

function castMember(id: string) {
  const found = cast.find((customer) => customer.id === id);
  if (!found) throw new Error(`Nobody in the cast is ${id}.`);
  return found;
}

function levelsOf(id: string) {
  return castMember(id).credits.map((row) =>
    creditLevel({ balance: row.current_balance, lowThreshold: row.low_count_threshold }),
  );
}

describe("the cast", () => {
  it.each([
    { id: "cus_Typ0px2W0aiEtl", levels: ["ok"] },
    { id: "cus_mixed", levels: ["out", "low", "ok", "ok"] },
    { id: "cus_healthy", levels: ["ok", "ok", "ok"] },
    { id: "cus_low", levels: ["low"] },
    { id: "cus_out", levels: ["out"] },
    { id: "cus_negative", levels: ["out"] },
    { id: "cus_fractional", levels: ["ok"] },
    { id: "cus_nothreshold", levels: ["ok"] },
    { id: "cus_nocredits", levels: [] },
  ])("shows with $id the levels $levels", ({ id, levels }) => {
    expect(levelsOf(id)).toStrictEqual(levels);
  });

  it.each([
    {
      id: "cus_low",
      state: "equal to its threshold",
      found: (balance: number, threshold: number | null) => balance === threshold,
    },
    { id: "cus_out", state: "of exactly zero", found: (balance: number) => balance === 0 },
    { id: "cus_negative", state: "below zero", found: (balance: number) => balance < 0 },
    { id: "cus_fractional", state: "with a fraction", found: (balance: number) => !Number.isInteger(balance) },
    { id: "cus_huge", state: "of all digits", found: (balance: number) => balance === Number.MAX_SAFE_INTEGER },
    {
      id: "cus_huge",
      state: "that JavaScript writes with an exponent",
      found: (balance: number) => String(balance).includes("e"),
    },
    {
      id: "cus_nothreshold",
      state: "without a threshold",
      found: (_balance: number, threshold: number | null) => threshold === null,
    },
  ])("has with $id a balance $state", ({ id, found }) => {
    expect(castMember(id).credits.some((row) => found(row.current_balance, row.low_count_threshold))).toBe(true);
  });

  it("has 101 products with one customer, and a meta.taken that lies", () => {
    const { credits, echoesTake } = castMember("cus_manyproducts");

    expect({ count: credits.length, echoesTake }).toStrictEqual({ count: 101, echoesTake: true });
  });

  it.each([
    { label: "markup", pattern: /<script>/ },
    { label: "Arabic", pattern: /\p{Script=Arabic}/u },
    { label: "a right-to-left override", pattern: /\u202E/ },
    { label: "emoji that are joined", pattern: /\u200D/ },
    { label: "one word of eighty letters", pattern: /^\S{80,}$/ },
    { label: "more than 250 letters", pattern: /.{250}/ },
    { label: "nothing but blanks", pattern: /^ +$/ },
  ])("has a hostile name with $label", ({ pattern }) => {
    expect(castMember("cus_hostilenames").credits.filter(({ name }) => pattern.test(name))).toHaveLength(1);
  });

  it("has somebody whose credits are bought by themselves", () => {
    expect(everyCredit.some(({ auto_topup }) => auto_topup?.credit_count === 1_000)).toBe(true);
  });

  it("names every customer, and every customer once", () => {
    expect(new Set(cast.map(({ id }) => id)).size).toBe(cast.length);
    expect(new Set(cast.map(({ name }) => name)).size).toBe(cast.length);
  });

  it("knows every pair of a customer and a product once", () => {
    expect(new Set(everyCredit.map((row) => `${row.customer_id} ${row.product_id}`)).size).toBe(everyCredit.length);
  });

  it("keeps each row with its customer", () => {
    expect(cast.filter(({ id, credits }) => credits.some((row) => row.customer_id !== id))).toStrictEqual([]);
  });

  it("was refreshed before now, and after it was last edited", () => {
    const wrong = everyCredit.filter(
      (row) =>
        !(Date.parse(row.created_at) <= Date.parse(row.updated_at)) ||
        !(Date.parse(row.updated_at) < Date.parse(row.last_refreshed_at)) ||
        !(Date.parse(row.last_refreshed_at) < testTime),
    );

    expect(wrong).toStrictEqual([]);
  });

  it.each(cast)("goes whole through the proxy to the widget: $name", async ({ id, credits }) => {
    const fetch = createCreditsHandler(proxyOptions({ fetch: createSandbox({ now: () => testTime }) }));
    const snapshot = await fetchCredits({ customerId: id, endpoint: mount, fetch });

    expect(snapshot.credits.map(({ productId, name, balance }) => [productId, name, balance])).toStrictEqual(
      credits.map((row) => [row.product_id, row.name, row.current_balance]),
    );
  });
});
