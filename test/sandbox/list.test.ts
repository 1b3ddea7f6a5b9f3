import { describe, expect, it } from "vitest";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";
import { aSandbox, credits } from "../support/askSandbox.ts";
import { aCustomer, manyCredits } from "../support/credits.ts";

describe("the documented customer", () => {
  it("has exactly the documented list", async () => {
    const request = new Request("https://api.hyperline.co/v1/customers/cus_Typ0px2W0aiEtl/credits", {
      headers: { Authorization: "Bearer test_sandbox" },
    });
    const response = await createSandbox()(request);

    expect({ status: response.status, type: response.headers.get("Content-Type") }).toStrictEqual({
      status: 200,
      type: "application/json",
    });
    expect(await response.json()).toStrictEqual({
      meta: { total: 1, taken: 1, skipped: 0 },
      data: [
        {
          product_id: "itm_3kXODDF42QXtnL",
          current_balance: 2000,
          customer_id: "cus_Typ0px2W0aiEtl",
          name: "Credit name",
          low_count_threshold: 10,
          last_refreshed_at: "2023-11-23T09:00:01.860Z",
          created_at: "2023-10-12T07:00:01.860Z",
          updated_at: "2023-10-13T10:00:01.860Z",
        },
      ],
    });
  });
});

describe("a list", () => {
  const many = aSandbox({ customers: [aCustomer({ credits: manyCredits(120) })] });

  it.each([
    { query: "", from: 0, count: 50 },
    { query: "?take=0", from: 0, count: 0 },
    { query: "?take=1", from: 0, count: 1 },
    { query: "?take=100", from: 0, count: 100 },
    { query: "?skip=50", from: 50, count: 50 },
    { query: "?take=100&skip=99", from: 99, count: 21 },
    { query: "?take=10&skip=119", from: 119, count: 1 },
    { query: "?take=10&skip=120", from: 120, count: 0 },
    { query: "?skip=9007199254740991", from: 9_007_199_254_740_991, count: 0 },
    { query: "?sort=name&limit=3", from: 0, count: 50 },
  ])("asked for with '$query' has $count rows from $from on", async ({ query, from, count }) => {
    expect(await many.read(credits + query)).toStrictEqual({
      meta: { total: 120, taken: count, skipped: from },
      data: manyCredits(120).slice(from, from + count),
    });
  });

  it("is empty, not missing, for a customer without credits", async () => {
    expect(await aSandbox({ customers: [aCustomer({ credits: [] })] }).read(credits)).toStrictEqual({
      meta: { total: 0, taken: 0, skipped: 0 },
      data: [],
    });
  });

  it("repeats the requested take in meta where a customer is made so", async () => {
    const { read } = aSandbox({ customers: [aCustomer({ echoesTake: true })] });

    expect(await read(`${credits}?take=100`)).toMatchObject({ meta: { total: 1, taken: 100, skipped: 0 } });
  });

  it.each(["take=101", "take=-1", "take=abc", "take=", "take=1.5", "take=1e2", "take=0x10", "take=%201", "skip=-1", "skip=abc"])(
    "asked for with %s is a bad request in Hyperline's words",
    async (query) => {
      const response = await many.send(`${credits}?${query}`);
      const [field = ""] = query.split("=");

      expect(response.status).toBe(400);
      expect(await response.json()).toStrictEqual({
        statusCode: 400,
        type: "bad_request",
        message: expect.stringMatching(`^${field} must be a whole number`),
        errors: [],
      });
    },
  );
});
