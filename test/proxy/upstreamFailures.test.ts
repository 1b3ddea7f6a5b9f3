import { describe, expect, it } from "vitest";
import { manyCredits, testTime } from "../support/credits.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { askProxy, problemOf } from "../support/proxy.ts";
import { serve } from "../support/serve.ts";
import { aList, answering, endlessBody } from "../support/upstream.ts";

describe("an upstream that refuses", () => {
  it.each([
    { status: 400, problem: "502 upstream_failed" },
    { status: 401, problem: "502 upstream_failed" },
    { status: 403, problem: "502 upstream_failed" },
    { status: 404, problem: "404 not_found" },
    { status: 405, problem: "502 upstream_failed" },
    { status: 418, problem: "502 upstream_failed" },
    { status: 429, problem: "429 rate_limited" },
    { status: 500, problem: "502 upstream_failed" },
    { status: 502, problem: "502 upstream_failed" },
    { status: 503, problem: "502 upstream_failed" },
    { status: 504, problem: "502 upstream_failed" },
  ])("with $status becomes $problem", async ({ status, problem }) => {
    expect(await problemOf(await askProxy({ fetch: answering(aList(), { status }) }))).toBe(problem);
  });

  it.each([201, 202, 203, 206])("to say plainly 200, but says %i, has failed", async (status) => {
    expect(await problemOf(await askProxy({ fetch: answering(aList(), { status }) }))).toBe("502 upstream_failed");
  });

  it("has its body given up unread", async () => {
    const { body, state } = endlessBody("x");
    await askProxy({ fetch: async () => new Response(body, { status: 500 }) });

    expect(state.cancelled).toBe(true);
  });

  it.each([200, 500])("to be given up (status %i) harms nobody", async (status) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(2 * 1024 * 1024)),
      cancel: () => Promise.reject(new Error("cannot be cancelled")),
    });

    expect((await askProxy({ fetch: async () => new Response(body, { status }) })).status).toBe(502);
  });

  it("on the second page leaves no half of the list", async () => {
    const pages = [new Response(aList(manyCredits(100), { total: 150 })), new Response("", { status: 500 })];

    expect(await problemOf(await askProxy({ fetch: async () => pages.shift() ?? Response.error() }))).toBe("502 upstream_failed");
  });
});

describe("an upstream that limits the rate", () => {
  it.each([
    { label: "seconds", header: "7", seconds: "7" },
    { label: "a date", header: "Thu, 01 Jan 2026 10:00:20 GMT", seconds: "20" },
    { label: "nothing", header: undefined, seconds: "2" },
    { label: "nonsense", header: "soon", seconds: "2" },
    { label: "more than a minute", header: "86400", seconds: "60" },
    { label: "a number with no end", header: "9".repeat(400), seconds: "2" },
  ])("and says $label is left alone, and so should we be, for $seconds", async ({ header, seconds }) => {
    const headers = header === undefined ? {} : { "Retry-After": header };
    const response = await askProxy({ fetch: answering("", { status: 429, headers }), now: () => testTime });

    expect(response.headers.get("Retry-After")).toBe(seconds);
  });
});

describe("an upstream that redirects", () => {
  it.each([301, 302, 303, 307, 308])("with %i is not followed, so the key goes nowhere else", async (status) => {
    const calls: string[] = [];
    const target = await serve(({ url = "" }, response) => {
      calls.push(url);
      response.end(aList());
    });
    const baseUrl = await serve(({ url = "" }, response) => {
      response.writeHead(status, { Location: target + url }).end();
    });

    expect(await problemOf(await askProxy({ baseUrl, fetch: undefined }))).toBe("502 upstream_failed");
    expect(calls).toStrictEqual([]);
  });
});

describe("an upstream that cannot be read", () => {
  it.each([
    { label: "rejects", fetch: () => Promise.reject(new TypeError("fetch failed")) },
    { label: "rejects with nothing", fetch: () => Promise.reject(fromJavaScript(undefined)) },
    {
      label: "rejects with what looks like our own error",
      fetch: () => Promise.reject(Object.assign(new Error("x"), { name: "CreditBalancesError", code: "unauthenticated" })),
    },
    { label: "rejects with an abort of its own", fetch: () => Promise.reject(new DOMException("x", "AbortError")) },
    {
      label: "throws",
      fetch: () => {
        throw new TypeError("no fetch here");
      },
    },
    { label: "answers with a network error", fetch: async () => Response.error() },
    {
      label: "breaks in the middle of the body",
      fetch: async () => new Response(new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) })),
    },
    {
      label: "answers with a body that was read already",
      fetch: async () => {
        const response = new Response(aList());
        await response.text();
        return response;
      },
    },
  ])("has failed when it $label", async ({ fetch }) => {
    expect(await problemOf(await askProxy({ fetch }))).toBe("502 upstream_failed");
  });

  it("has failed when it closes the connection", async () => {
    const baseUrl = await serve((request) => request.socket.destroy());

    expect(await problemOf(await askProxy({ baseUrl, fetch: undefined }))).toBe("502 upstream_failed");
  });

  it("has failed when it promises more bytes than it sends", async () => {
    const baseUrl = await serve((_request, response) => {
      response.writeHead(200, { "Content-Length": 10_000 }).write(aList());
      response.socket?.end();
    });

    expect(await problemOf(await askProxy({ baseUrl, fetch: undefined }))).toBe("502 upstream_failed");
  });
});
