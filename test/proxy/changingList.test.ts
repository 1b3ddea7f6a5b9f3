import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCredit, manyCredits } from "../support/credits.ts";
import { askProxy, problemOf, productsOf } from "../support/proxy.ts";
import { changingUpstream } from "../support/upstream.ts";

type Rows = ReturnType<typeof manyCredits>;

const before = manyCredits(150);

function withRowAt(list: Rows, index: number): Rows {
  return list.toSpliced(index, 0, aCredit({ product_id: "itm_new" }));
}

function moved(list: Rows, from: number, to: number): Rows {
  return list.toSpliced(from, 1).toSpliced(to, 0, ...list.slice(from, from + 1));
}

function idsOf(list: Rows): string[] {
  return list.map((row) => row.product_id);
}

function withTwoMore(list: Rows): Rows {
  return [...list, aCredit({ product_id: "itm_new1" }), aCredit({ product_id: "itm_new2" })];
}

const anIndex = fc.nat({ max: 240 });

const aChange = fc.oneof(
  anIndex.map((index) => (list: Rows) => list.toSpliced(index, 1)),
  anIndex.map((index) => (list: Rows) => list.toSpliced(index, 0, aCredit({ product_id: `itm_new${list.length}` }))),
  fc.tuple(anIndex, anIndex).map(
    ([from, to]) =>
      (list: Rows) =>
        moved(list, from, to),
  ),
);

describe("a list that changes between two pages", () => {
  it.each([
    { label: "a row that was read is removed", after: before.toSpliced(10, 1) },
    { label: "the last row that was read is removed", after: before.toSpliced(99, 1) },
    { label: "a row that was not read is removed", after: before.toSpliced(120, 1) },
    { label: "a row is added at the start", after: withRowAt(before, 0) },
    { label: "a row is added where the pages meet", after: withRowAt(before, 100) },
    { label: "a row is added at the end", after: withRowAt(before, 150) },
    { label: "one is removed and one is added", after: withRowAt(before.toSpliced(3, 1), 149) },
    { label: "a row moves from what was read to what was not", after: moved(before, 5, 140) },
    { label: "a row moves from what was not read to what was", after: moved(before, 140, 5) },
    { label: "two rows change places across the pages", after: moved(moved(before, 10, 120), 119, 10) },
    {
      label: "a row takes a removed one's place while others are added",
      after: withTwoMore(moved(before, 140, 5).toSpliced(6, 1)),
    },
    { label: "all rows are turned round", after: before.toReversed() },
    { label: "most rows are removed", after: before.slice(0, 20) },
    { label: "all rows are removed", after: [] },
  ])("is read again and right when $label", async ({ after }) => {
    const { fetch } = changingUpstream([before, after]);

    expect(await productsOf(await askProxy({ fetch }))).toStrictEqual(idsOf(after));
  });

  it("is right when it changes once more while it is read again", async () => {
    const once = before.toSpliced(10, 1);
    const twice = withRowAt(once, 0);
    const { fetch } = changingUpstream([before, once, once, twice]);

    expect(await productsOf(await askProxy({ fetch }))).toStrictEqual(idsOf(twice));
  });

  it("shows the balances of the list that was read last", async () => {
    const spent = before.slice(1).map((row) => ({ ...row, current_balance: -1 }));
    const { fetch } = changingUpstream([before, spent]);
    const body = await (await askProxy({ fetch })).text();

    expect(body.match(/"current_balance":-1,/g)).toHaveLength(149);
  });

  it("is an error when it never settles", async () => {
    const lists = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? before : before.toReversed()));
    const { fetch, requests } = changingUpstream(lists);

    expect(await problemOf(await askProxy({ fetch }))).toBe("502 upstream_invalid");
    expect(requests.length).toBeLessThanOrEqual(20);
  });

  it("loses and repeats nothing, whichever row is added, removed or moved after each page", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aChange, { maxLength: 2 }), async (changes) => {
        const lists = changes.reduce((known, change) => [...known, change(known.at(-1) ?? [])], [manyCredits(250)]);
        const { fetch, requests } = changingUpstream(lists);
        const products = await productsOf(await askProxy({ fetch }));
        const last = lists[Math.min(requests.length, lists.length) - 1] ?? [];

        expect(products.toSorted()).toStrictEqual(idsOf(last).toSorted());
      }),
    );
  });
});
