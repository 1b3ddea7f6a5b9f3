import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { aCredit, manyCredits } from "../support/credits.ts";
import { askProxy, problemOf, productsOf, rowsOf } from "../support/proxy.ts";
import { serve } from "../support/serve.ts";
import { aList, answering, changingUpstream, endlessBody } from "../support/upstream.ts";

const mebibyte = 1024 * 1024;

/** A good list, made as long as asked for with blanks. */
function paddedList(bytes: number): string {
  return aList().padEnd(bytes, " ");
}

describe("a body that is no list of this customer's credits", () => {
  it.each([
    { label: "empty", body: "" },
    { label: "an HTML page", body: "<!doctype html><title>502</title>" },
    { label: "truncated JSON", body: aList().slice(0, -3) },
    { label: "two JSON values", body: aList() + aList() },
    { label: "null", body: "null" },
    { label: "a number", body: "7" },
    { label: "a list without meta", body: JSON.stringify([aCredit()]) },
    { label: "an object without data", body: '{"meta":{"total":0}}' },
    { label: "an object without meta", body: '{"data":[]}' },
    { label: "a total that is no number", body: aList([], { total: "0" }) },
    { label: "a negative total", body: aList([], { total: -1 }) },
    { label: "a fractional total", body: aList([], { total: 0.5 }) },
    { label: "data that is an object", body: '{"meta":{"total":0},"data":{"length":0}}' },
    { label: "data that is null", body: '{"meta":{"total":0},"data":null}' },
    { label: "a null row", body: aList([null]) },
    { label: "a row without a product", body: aList([{ ...aCredit(), product_id: undefined }]) },
    { label: "a row without a customer", body: aList([{ ...aCredit(), customer_id: undefined }]) },
    { label: "a row without a name", body: aList([{ ...aCredit(), name: null }]) },
    { label: "one bad row among good ones", body: aList([...manyCredits(3), { ...aCredit(), name: 7 }]) },
    { label: "a row of another customer", body: aList([aCredit(), aCredit({ product_id: "itm_2", customer_id: "cus_other" })]) },
    { label: "a row of the same customer in other letters", body: aList([aCredit({ customer_id: "CUS_TEST" })]) },
    { label: "an error with status 200", body: '{"statusCode":500,"message":"oops"}' },
    { label: "half a million brackets", body: "[".repeat(500_000) },
    { label: "half a million nested lists", body: "[".repeat(500_000) + "]".repeat(500_000) },
  ])("is refused when it is or holds $label", async ({ body }) => {
    expect(await problemOf(await askProxy({ fetch: answering(body) }))).toBe("502 upstream_invalid");
  });

  it("is refused when only the second page holds a row of another customer", async () => {
    const rows = manyCredits(101).map((row, index) => (index === 100 ? { ...row, customer_id: "cus_other" } : row));

    expect(await problemOf(await askProxy({ fetch: changingUpstream([rows]).fetch }))).toBe("502 upstream_invalid");
  });

  it.each([
    { label: "a byte that is no UTF-8", bytes: [0xff] },
    { label: "half a character", bytes: [0xf0, 0x9f] },
    { label: "half a surrogate pair", bytes: [0xed, 0xa0, 0xbd] },
  ])("is refused when a name in it holds $label", async ({ bytes }) => {
    const [start, end] = aList([aCredit({ name: "|" })]).split("|");
    const body = Buffer.concat([Buffer.from(start ?? ""), Buffer.from(bytes), Buffer.from(end ?? "")]);

    expect(await problemOf(await askProxy({ fetch: async () => new Response(body) }))).toBe("502 upstream_invalid");
  });
});

describe("a good body", () => {
  it("is read whatever its content type says", async () => {
    const fetch = answering(aList(), { headers: { "Content-Type": "text/plain" } });

    expect((await askProxy({ fetch })).status).toBe(200);
  });

  it("is read from pieces that cut characters in two", async () => {
    const bytes = new TextEncoder().encode(aList([aCredit({ name: "Crédits 🚀" })]));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const [row] = await rowsOf(await askProxy({ fetch: async () => new Response(body) }));

    expect(row?.name).toBe("Crédits 🚀");
  });

  it("is read up to one mebibyte", async () => {
    expect(await productsOf(await askProxy({ fetch: answering(paddedList(mebibyte)) }))).toStrictEqual(["itm_apicalls"]);
  });

  it("keeps its balances when a time or a top-up in it makes no sense", async () => {
    const row = { ...aCredit(), last_refreshed_at: "soon", created_at: 7, auto_topup: { credit_count: "many" } };

    expect(await rowsOf(await askProxy({ fetch: answering(aList([row])) }))).toMatchObject([
      { current_balance: 1_250, last_refreshed_at: null, created_at: null, auto_topup: null },
    ]);
  });
});

describe("a body that is too large", () => {
  it("is refused from the first byte over one mebibyte", async () => {
    expect(await problemOf(await askProxy({ fetch: answering(paddedList(mebibyte + 1)) }))).toBe("502 upstream_invalid");
  });

  it("is refused and given up when it never ends", async () => {
    const { body, state } = endlessBody(" ".repeat(64 * 1024));

    expect(await problemOf(await askProxy({ fetch: async () => new Response(body) }))).toBe("502 upstream_invalid");
    expect(state.cancelled).toBe(true);
  });

  it("is refused by its size after decompression", async () => {
    const bomb = gzipSync(paddedList(8 * mebibyte));
    const baseUrl = await serve((_request, response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb);
    });

    expect(await problemOf(await askProxy({ baseUrl, fetch: undefined }))).toBe("502 upstream_invalid");
  });
});
