import { describe, expect, it } from "vitest";
import { aCredit, aCustomer, manyCredits, observedSandbox } from "../support/credits.ts";
import { askProxy, problemOf, productsOf } from "../support/proxy.ts";
import { aList, answering, changingUpstream } from "../support/upstream.ts";

function idsOf(rows: readonly { product_id: string }[]): string[] {
  return rows.map((row) => row.product_id);
}

function skipsOf(requests: readonly Request[]): string[] {
  return requests.map((request) => new URL(request.url).search);
}

describe("every product of every page", () => {
  it.each([
    { count: 0, pages: 1 },
    { count: 1, pages: 1 },
    { count: 99, pages: 1 },
    { count: 100, pages: 2 },
    { count: 101, pages: 2 },
    { count: 198, pages: 2 },
    { count: 199, pages: 3 },
    { count: 200, pages: 3 },
    { count: 1_980, pages: 20 },
    { count: 2_000, pages: 21 },
  ])("of $count products is there once, in $pages pages", async ({ count, pages }) => {
    const credits = manyCredits(count);
    const { fetch, requests } = observedSandbox({ customers: [aCustomer({ credits })] });

    expect(await productsOf(await askProxy({ fetch }))).toStrictEqual(idsOf(credits));
    expect(requests).toHaveLength(pages);
  });

  it("comes from pages that overlap by one row", async () => {
    const { fetch, requests } = observedSandbox({ customers: [aCustomer({ credits: manyCredits(250) })] });
    await askProxy({ fetch });

    expect(skipsOf(requests)).toStrictEqual(["?take=100&skip=0", "?take=100&skip=99", "?take=100&skip=198"]);
  });

  it("is there where meta.taken repeats what was asked for", async () => {
    const credits = manyCredits(101);
    const { fetch } = observedSandbox({ customers: [aCustomer({ credits, echoesTake: true })] });

    expect(await productsOf(await askProxy({ fetch }))).toStrictEqual(idsOf(credits));
  });

  it.each([0, 1, 50, "all", null])("is there where meta.taken is %j", async (taken) => {
    expect(await productsOf(await askProxy({ fetch: answering(aList([aCredit()], { taken, skipped: taken })) }))).toStrictEqual([
      "itm_apicalls",
    ]);
  });

  it("is counted in meta", async () => {
    const { fetch } = observedSandbox({ customers: [aCustomer({ credits: manyCredits(150) })] });

    expect(await (await askProxy({ fetch })).json()).toMatchObject({ meta: { total: 150, taken: 150, skipped: 0 } });
  });

  it.each([1, 49, 50, 51, 99, 100, 101, 120])("of %i is there from an upstream that gives 50 rows at most", async (count) => {
    const credits = manyCredits(count);

    expect(await productsOf(await askProxy({ fetch: changingUpstream([credits], { cap: 50 }).fetch }))).toStrictEqual(
      idsOf(credits),
    );
  });
});

describe("a list that cannot be right", () => {
  it.each([
    { label: "ends before its total", body: aList([aCredit()], { total: 2 }) },
    { label: "has a total and no rows", body: aList([], { total: 1 }) },
    { label: "names a product twice", body: aList([aCredit(), aCredit()]) },
    { label: "names a product twice and counts it once", body: aList([aCredit(), aCredit()], { total: 1 }) },
    { label: "gives the same full page whatever is asked for", body: aList(manyCredits(100), { total: 300 }) },
  ])("is refused when it $label", async ({ body }) => {
    expect(await problemOf(await askProxy({ fetch: answering(body) }))).toBe("502 upstream_invalid");
  });

  it("is refused when the upstream gives one row at most and there are more", async () => {
    const { fetch } = changingUpstream([manyCredits(3)], { cap: 1 });

    expect(await problemOf(await askProxy({ fetch }))).toBe("502 upstream_invalid");
  });

  it("costs 21 pages at most when it is too long", async () => {
    const { fetch, requests } = changingUpstream([manyCredits(5_000)]);

    expect(await problemOf(await askProxy({ fetch }))).toBe("502 upstream_invalid");
    expect(requests).toHaveLength(21);
  });
});
