import { describe, expect, it } from "vitest";
import { aSandbox, credits } from "../support/askSandbox.ts";

describe("a move", () => {
  it.each([
    { does: "adds", count: 100, balance: 1_350 },
    { does: "uses up", count: -1_250, balance: 0 },
    { does: "goes below zero with", count: -2_000, balance: -750 },
  ])("$does credits, as of now", async ({ count, balance }) => {
    const { fetch, read } = aSandbox();
    fetch.move("cus_test", "itm_apicalls", count);

    expect(await read(credits)).toMatchObject({
      data: [{ current_balance: balance, last_refreshed_at: "2026-01-01T10:00:00.000Z" }],
    });
  });

  it("is no request, and takes nothing from the limit", async () => {
    const { fetch, post } = aSandbox();
    for (let move = 0; move < 60; move += 1) fetch.move("cus_test", "itm_apicalls", 1);

    expect(fetch.requests).toHaveLength(0);
    expect((await post(`${credits}/itm_apicalls/topup`, { credit_count: 1 })).status).toBe(201);
  });

  it.each([
    { unknown: "customer", ids: ["cus_nobody", "itm_apicalls"], words: "Customer not found" },
    { unknown: "product", ids: ["cus_test", "itm_nothing"], words: "Credit product not found" },
  ] as const)("of an unknown $unknown throws", ({ ids: [customerId, productId], words }) => {
    expect(() => aSandbox().fetch.move(customerId, productId, 1)).toThrow(words);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("by %d throws and changes nothing", async (count) => {
    const { fetch, read } = aSandbox();

    expect(() => fetch.move("cus_test", "itm_apicalls", count)).toThrow("range of numbers");
    expect(await read(credits)).toMatchObject({ data: [{ current_balance: 1_250 }] });
  });
});
