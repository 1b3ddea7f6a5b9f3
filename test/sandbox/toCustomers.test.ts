import { describe, expect, it } from "vitest";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";
import type { SandboxCreditDraft } from "../../src/sandbox/credit.ts";
import { aSandbox } from "../support/askSandbox.ts";
import { aCredit, testTime } from "../support/credits.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";

const path = "/v1/customers/cus_acme/credits";
const calls = { name: "API calls", current_balance: 5 };

/** What a customer with these drafts has. */
const rowsOf = (...credits: SandboxCreditDraft[]) => aSandbox({ customers: [{ id: "cus_acme", credits }] }).read(path);

describe("a draft", () => {
  it("is filled in to a whole row, as of now", async () => {
    const at = new Date(testTime).toISOString();

    expect(await rowsOf(calls)).toStrictEqual({
      meta: { total: 1, taken: 1, skipped: 0 },
      data: [
        {
          product_id: "itm_acme001",
          customer_id: "cus_acme",
          name: "API calls",
          current_balance: 5,
          low_count_threshold: null,
          last_refreshed_at: at,
          created_at: at,
          updated_at: at,
        },
      ],
    });
  });

  it("keeps whatever it says itself", async () => {
    const whole = aCredit({
      customer_id: "cus_acme",
      auto_topup: { credit_count: 1_000, amount_excluding_tax: null, price_id: null },
    });

    expect(await rowsOf(whole)).toMatchObject({ data: [whole] });
  });

  it("is called by its place among all", async () => {
    expect(await rowsOf(calls, { ...calls, product_id: "itm_mine" }, calls)).toMatchObject({
      data: [{ product_id: "itm_acme001" }, { product_id: "itm_mine" }, { product_id: "itm_acme003" }],
    });
  });

  it("of a customer with nothing but an id is one without credits", async () => {
    expect(await aSandbox({ customers: [{ id: "cus_acme" }] }).read(path)).toMatchObject({ meta: { total: 0 }, data: [] });
  });

  it("is copied: what was passed is not changed", async () => {
    const credits = Object.freeze([Object.freeze({ ...calls })]);
    const sandbox = createSandbox({ customers: [{ id: "cus_acme", credits }] });
    sandbox.move("cus_acme", "itm_acme001", 1);

    expect(credits).toStrictEqual([calls]);
  });
});

it("a balance that is no number is null in JSON, which is how Hyperline would say that it is unknown", async () => {
  expect(await rowsOf({ ...calls, current_balance: Number.NaN })).toMatchObject({ data: [{ current_balance: null }] });
});

describe("customers", () => {
  it.each([
    { mistake: "one comes twice", customers: [{ id: "cus_a" }, { id: "cus_a" }], words: "customers holds cus_a twice" },
    { mistake: "one has no id", customers: [{ name: "Acme" }], words: "customers holds one without an id" },
    { mistake: "one has an empty id", customers: [{ id: "" }], words: "customers holds one without an id" },
    {
      mistake: "one has another's credit",
      customers: [{ id: "cus_a", credits: [{ ...calls, customer_id: "cus_b" }] }],
      words: "cus_a has a credit of cus_b",
    },
    {
      mistake: "a product comes twice",
      customers: [{ id: "cus_a", credits: [aCredit({ customer_id: "cus_a" }), aCredit({ customer_id: "cus_a" })] }],
      words: "cus_a has itm_apicalls twice",
    },
    {
      mistake: "a draft is called like the one before it",
      customers: [{ id: "cus_a", credits: [{ ...calls, product_id: "itm_a002" }, calls] }],
      words: "cus_a has itm_a002 twice",
    },
  ])("are refused at once where $mistake", ({ customers, words }) => {
    expect(() => createSandbox({ customers: fromJavaScript(customers) })).toThrow(words);
  });

  it("may each have a product of the same id", () => {
    const credits = [{ ...calls, product_id: "itm_calls" }];

    expect(() =>
      createSandbox({
        customers: [
          { id: "cus_a", credits },
          { id: "cus_b", credits },
        ],
      }),
    ).not.toThrow();
  });
});
