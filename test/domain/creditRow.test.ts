import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { creditRow } from "../../src/domain/creditRow.ts";
import { aCredit } from "../support/credits.ts";

describe("creditRow", () => {
  it("drops the fields that it does not know", () => {
    const parsed = v.parse(creditRow, { ...aCredit(), unit: "calls", internal_note: "secret" });

    expect(Object.keys(parsed).toSorted()).toStrictEqual(
      [
        "auto_topup",
        "created_at",
        "current_balance",
        "customer_id",
        "last_refreshed_at",
        "low_count_threshold",
        "name",
        "product_id",
        "updated_at",
      ].toSorted(),
    );
  });

  it("keeps of an automatic top-up only how many credits it brings", () => {
    const auto_topup = { credit_count: 500, amount_excluding_tax: 4_900, price_id: "prc_1" };

    expect(v.parse(creditRow, aCredit({ auto_topup })).auto_topup).toStrictEqual({ credit_count: 500 });
  });

  it.each([
    { label: "absent", row: { ...aCredit(), current_balance: undefined } },
    { label: "null", row: { ...aCredit(), current_balance: null } },
    { label: "a string", row: { ...aCredit(), current_balance: "12" } },
    { label: "an empty string", row: { ...aCredit(), current_balance: "" } },
    { label: "not a number", row: { ...aCredit(), current_balance: Number.NaN } },
    { label: "infinite", row: { ...aCredit(), current_balance: Number.POSITIVE_INFINITY } },
    { label: "a boolean", row: { ...aCredit(), current_balance: false } },
    { label: "an array", row: { ...aCredit(), current_balance: [] } },
  ])("takes a balance that is $label for unknown, never for 0", ({ row }) => {
    expect(v.parse(creditRow, row).current_balance).toBeNull();
  });

  it.each([0, -350, 0.1 + 0.2, 1e21, 5e-324, Number.MAX_SAFE_INTEGER])("takes the balance %d as it is", (balance) => {
    expect(v.parse(creditRow, aCredit({ current_balance: balance })).current_balance).toBe(balance);
  });

  it.each(["yesterday", "2023-11-23", "2023-13-45T09:00:01.860Z", "", 1_700_000_000, null, undefined])(
    "takes the refresh time %j for unknown",
    (time) => {
      expect(v.parse(creditRow, { ...aCredit(), last_refreshed_at: time }).last_refreshed_at).toBeNull();
    },
  );

  it("takes an absent threshold for none", () => {
    expect(v.parse(creditRow, { ...aCredit(), low_count_threshold: undefined }).low_count_threshold).toBeNull();
  });

  it.each([
    { label: "without a product", row: { ...aCredit(), product_id: undefined } },
    { label: "with an empty product", row: aCredit({ product_id: "" }) },
    { label: "with a product that is no text", row: { ...aCredit(), product_id: 7 } },
    { label: "without a customer", row: { ...aCredit(), customer_id: null } },
    { label: "with an empty customer", row: aCredit({ customer_id: "" }) },
    { label: "without a name", row: { ...aCredit(), name: undefined } },
    { label: "with a threshold that is no number", row: { ...aCredit(), low_count_threshold: "10" } },
    { label: "that is null", row: null },
    { label: "that is a list", row: [] },
  ])("refuses a row $label", ({ row }) => {
    expect(v.is(creditRow, row)).toBe(false);
  });
});
