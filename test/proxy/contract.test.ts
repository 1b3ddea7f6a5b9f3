import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { creditsAnswer } from "../../src/domain/creditsAnswer.ts";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";
import { aCredit, aCustomer, testTime } from "../support/credits.ts";
import { askProxy, rowsOf } from "../support/proxy.ts";
import { aList, answering } from "../support/upstream.ts";

describe("a successful answer", () => {
  it("is the documented body, with what the proxy knows beside it", async () => {
    const response = await askProxy({ fetch: createSandbox({ now: () => testTime }) }, "cus_Typ0px2W0aiEtl");

    expect(response.status).toBe(200);
    expect(await response.json()).toStrictEqual({
      meta: { total: 1, taken: 1, skipped: 0, fetched_at: "2026-01-01T10:00:00.000Z", stale: false },
      data: [
        {
          product_id: "itm_3kXODDF42QXtnL",
          customer_id: "cus_Typ0px2W0aiEtl",
          name: "Credit name",
          current_balance: 2000,
          low_count_threshold: 10,
          last_refreshed_at: "2023-11-23T09:00:01.860Z",
          auto_topup: null,
          created_at: "2023-10-12T07:00:01.860Z",
          updated_at: "2023-10-13T10:00:01.860Z",
        },
      ],
    });
  });

  it("has exactly the headers of the contract", async () => {
    expect(Object.fromEntries((await askProxy()).headers)).toStrictEqual({
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "content-length": expect.stringMatching(/^\d+$/),
      "content-type": "application/json",
      vary: "Origin",
      "x-content-type-options": "nosniff",
    });
  });

  it("is an empty list for a customer without credits", async () => {
    const response = await askProxy({ fetch: createSandbox({ customers: [aCustomer({ credits: [] })] }) });

    expect(await response.json()).toMatchObject({ meta: { total: 0, taken: 0, skipped: 0 }, data: [] });
  });

  it("drops fields that it does not know, in a row and in meta", async () => {
    const row = { ...aCredit(), internal_note: "leaked" };
    const body = await (await askProxy({ fetch: answering(aList([row], { approximateCount: "leaked" })) })).text();

    expect(body).not.toContain("leaked");
  });

  it("leaves prices and price ids on the server", async () => {
    const credit = aCredit({ auto_topup: { credit_count: 500, amount_excluding_tax: 4_900, price_id: "prc_1" } });
    const [row] = await rowsOf(await askProxy({ fetch: answering(aList([credit])) }));

    expect(row?.auto_topup).toStrictEqual({ credit_count: 500 });
  });

  it("keeps a name to the letter", async () => {
    const name = '\u202Eecilpser\u202C <b>🚀</b> \\ " \u2028 رصيد \u0000';
    const [row] = await rowsOf(await askProxy({ fetch: answering(aList([aCredit({ name })])) }));

    expect(row?.name).toBe(name);
  });

  it("dates the rows from before they were asked for", async () => {
    let time = testTime;
    const fetch = async () => {
      time += 5_000;
      return new Response(aList());
    };

    expect(await (await askProxy({ fetch, now: () => time })).json()).toMatchObject({
      meta: { fetched_at: "2026-01-01T10:00:00.000Z" },
    });
  });

  it("dates the rows by the machine's clock unless it is given one", async () => {
    const before = Date.now();
    const { meta } = v.parse(creditsAnswer, await (await askProxy({ now: undefined })).json());

    expect(Date.parse(meta.fetched_at)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(meta.fetched_at)).toBeLessThanOrEqual(Date.now());
  });
});
