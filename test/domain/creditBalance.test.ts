import { describe, expect, it } from "vitest";
import { creditLevel, toCreditBalance } from "../../src/domain/creditBalance.ts";

describe("creditLevel", () => {
  it.each([
    { balance: null, lowThreshold: null, level: "unknown" },
    { balance: null, lowThreshold: 10, level: "unknown" },
    { balance: 0, lowThreshold: null, level: "out" },
    { balance: -0, lowThreshold: null, level: "out" },
    { balance: 0, lowThreshold: 0, level: "out" },
    { balance: -350, lowThreshold: -1_000, level: "out" },
    { balance: 10, lowThreshold: 10, level: "low" },
    { balance: 9.999, lowThreshold: 10, level: "low" },
    { balance: 5e-324, lowThreshold: 1, level: "low" },
    { balance: 10.001, lowThreshold: 10, level: "ok" },
    { balance: 1, lowThreshold: 0, level: "ok" },
    { balance: 1, lowThreshold: -5, level: "ok" },
    { balance: 5e-324, lowThreshold: null, level: "ok" },
  ])("a balance of $balance with a threshold of $lowThreshold is $level", ({ balance, lowThreshold, level }) => {
    expect(creditLevel({ balance, lowThreshold })).toBe(level);
  });
});

describe("toCreditBalance", () => {
  const row = {
    product_id: "itm_1",
    customer_id: "cus_1",
    name: "API calls",
    current_balance: 5,
    low_count_threshold: 10,
    last_refreshed_at: "2026-01-01T09:58:00.000Z",
    auto_topup: { credit_count: 1_000 },
    created_at: "2025-06-01T08:00:00.000Z",
    updated_at: "2025-12-24T08:00:00.000Z",
  };

  it("puts every field of a row in this package's words", () => {
    expect(toCreditBalance(row)).toStrictEqual({
      productId: "itm_1",
      customerId: "cus_1",
      name: "API calls",
      balance: 5,
      lowThreshold: 10,
      level: "low",
      lastRefreshedAt: "2026-01-01T09:58:00.000Z",
      autoTopUp: { credits: 1_000 },
      createdAt: "2025-06-01T08:00:00.000Z",
      updatedAt: "2025-12-24T08:00:00.000Z",
    });
  });

  it("keeps what is unknown unknown", () => {
    const unknown = {
      current_balance: null,
      low_count_threshold: null,
      last_refreshed_at: null,
      auto_topup: null,
      created_at: null,
      updated_at: null,
    };
    expect(toCreditBalance({ ...row, ...unknown })).toMatchObject({
      balance: null,
      lowThreshold: null,
      level: "unknown",
      lastRefreshedAt: null,
      autoTopUp: null,
      createdAt: null,
      updatedAt: null,
    });
  });
});
