import type { IncomingMessage } from "node:http";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import { aCredit, manyCredits, testTime } from "../support/credits.ts";
import { problemOf } from "../support/proxy.ts";
import { answerOf, customerOf, everyCustomer, heldUpstream, proxyInTime, wordOf } from "../support/proxyInTime.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { serve } from "../support/serve.ts";
import { aList, answering, never } from "../support/upstream.ts";

const maxAge = 15_000;
const maxStale = 3_600_000;
const hour = 3_600_000;
const noCache = { "Cache-Control": "no-cache" };
const path = "/v1/customers/cus_test/credits";
const failing = answering("", { status: 500 });

/** 200 ids, enough to tell chance from rule. */
const crowd = Array.from({ length: 200 }, (_, index) => `cus_${index}`);

/** Something that one part of a test waits for and another one tells. */
function aSignal() {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

describe("authorize and the cache", () => {
  it("authorize is asked for every request, also where the rows are held", async () => {
    const authorize = vi.fn<() => boolean>(() => true);
    const { read, calls } = proxyInTime({ authorize });
    for (let visit = 0; visit < 5; visit += 1) await read();

    expect(authorize).toHaveBeenCalledTimes(5);
    expect(calls()).toBe(1);
  });

  it("authorize comes before the cache: held rows are not for everybody", async () => {
    const { read, ask } = proxyInTime({ authorize: (request) => request.headers.get("Cookie") === "owner" });

    expect(await read("cus_test", { Cookie: "owner" })).toBe("fresh 0");
    expect(await problemOf(await ask("cus_test"))).toBe("403 forbidden");
  });

  it("a yes that comes after the deadline reads nothing", async () => {
    const { read, calls } = proxyInTime({ authorize: () => never<boolean>(), timeout: 30 });

    expect(await read()).toBe("504 upstream_timeout");
    expect(calls()).toBe(0);
  });
});

describe("fresh rows", () => {
  it("are answered without a call until nine tenths of maxAge have passed", async () => {
    const { clock, read, calls } = proxyInTime({ maxAge });
    for (const id of crowd) await read(id);
    clock.time += 0.9 * maxAge - 1;
    for (const id of crowd) expect(await read(id)).toMatch(/^fresh/);

    expect(calls()).toBe(crowd.length);
  });

  it("are read again once eleven tenths of maxAge have passed", async () => {
    const { clock, read, calls } = proxyInTime({ maxAge });
    for (const id of crowd) await read(id);
    clock.time += 1.1 * maxAge;
    for (const id of crowd) expect(await read(id)).toMatch(/^fresh/);

    expect(calls()).toBe(2 * crowd.length);
  });

  it("that were read together are not read again together", async () => {
    const { clock, read, calls } = proxyInTime({ maxAge });
    for (const id of crowd) await read(id);
    const again: number[] = [];
    for (const tenths of [9.5, 10, 10.5]) {
      clock.time = testTime + (tenths * maxAge) / 10;
      for (const id of crowd) await read(id);
      again.push(calls() - crowd.length);
    }

    const [early = 0, middle = 0, late = 0] = again;
    expect(early).toBeGreaterThan(10);
    expect(middle).toBeGreaterThan(early + 10);
    expect(late).toBeGreaterThan(middle + 10);
    expect(late).toBeLessThan(crowd.length - 10);
  });

  it("say when they were read, however often they are shown", async () => {
    const { clock, ask } = proxyInTime();
    await ask();
    clock.time += 10_000;
    const { meta } = await answerOf(await ask());

    expect(meta).toMatchObject({ fetched_at: new Date(testTime).toISOString(), stale: false });
  });

  it("say when the upstream was asked, not when it had answered", async () => {
    const { clock, upstream, ask } = proxyInTime();
    const list = upstream.answer;
    upstream.answer = (request) => {
      clock.time += 3_000;
      return list(request);
    };

    expect((await answerOf(await ask())).meta.fetched_at).toBe(new Date(testTime).toISOString());
  });

  it("are fresh for no time at all where maxAge is 0", async () => {
    const { clock, read, calls } = proxyInTime({ maxAge: 0 });
    for (let visit = 0; visit < 5; visit += 1) {
      expect(await read()).toBe(`fresh ${visit}`);
      clock.time += 1;
    }

    expect(calls()).toBe(5);
  });

  it("rest even where maxAge is 0, so that one customer takes a fifth of the budget at the most", async () => {
    const { clock, read, calls } = proxyInTime({ maxAge: 0, budget: 150 });
    for (let elapsed = 0; elapsed < 1_000; elapsed += 10) {
      await read();
      clock.time += 10;
    }

    expect(calls()).toBe(3);
  });

  it("of one customer are not those of another", async () => {
    const { ask } = proxyInTime();
    for (const id of [...crowd, ...crowd]) {
      const { data } = await answerOf(await ask(id));
      expect(data.map((row) => row.customer_id)).toStrictEqual([id]);
    }
  });

  it.each([
    { label: "HEAD", init: { method: "HEAD" } },
    { label: "GET", init: { method: "GET" } },
  ])("are found by $label that another method has read", async ({ init }) => {
    const { ask, calls } = proxyInTime();
    await ask("cus_test", {}, { method: init.method === "GET" ? "HEAD" : "GET" });

    expect((await ask("cus_test", {}, init)).status).toBe(200);
    expect(calls()).toBe(1);
  });
});

describe("a clock that is set back an hour", () => {
  it("does not freeze a fresh entry", async () => {
    const { clock, ask, read, calls } = proxyInTime();
    await ask();
    clock.time -= hour;
    const { meta } = await answerOf(await ask());
    expect(meta).toMatchObject({ fetched_at: new Date(clock.time).toISOString(), stale: false });

    clock.time += 1.1 * maxAge;
    expect(await read()).toBe("fresh 2");
    expect(calls()).toBe(3);
  });

  it("does not freeze a failure", async () => {
    const { clock, upstream, read } = proxyInTime();
    const list = upstream.answer;
    upstream.answer = failing;
    await read();
    upstream.answer = list;
    clock.time -= hour;
    expect(await read()).toBe("502 upstream_failed");
    clock.time += 2_000;

    expect(await read()).toBe("fresh 0");
  });

  it("does not freeze the button that refreshes", async () => {
    const { clock, read } = proxyInTime();
    await read("cus_test", noCache);
    clock.time -= hour;
    await read();
    clock.time += 6_000;

    expect(await read("cus_test", noCache)).toBe("fresh 2");
  });

  it("does not stretch what the upstream asked for with Retry-After", async () => {
    const { clock, upstream, read } = proxyInTime();
    const list = upstream.answer;
    upstream.answer = answering("", { status: 429, headers: { "Retry-After": "5" } });
    await read();
    upstream.answer = list;
    clock.time -= hour;
    expect(await read("cus_first")).toBe("429 rate_limited");
    clock.time += 5_000;

    expect(await read("cus_second")).toBe("fresh 0");
  });
});

describe("a read that is under way", () => {
  it("is shared by everybody who asks meanwhile", async () => {
    const { upstream, read, calls } = proxyInTime();
    const { fetch, held } = heldUpstream();
    upstream.answer = fetch;
    const visits = Array.from({ length: 20 }, () => read());
    await setImmediate();
    held[0]?.answer(new Response(aList()));

    expect(new Set(await Promise.all(visits))).toStrictEqual(new Set(["fresh 1250"]));
    expect(calls()).toBe(1);
  });

  it("is shared by those who come when the rows have grown old", async () => {
    const { clock, upstream, read, calls } = proxyInTime();
    await read();
    clock.time += 2 * maxAge;
    const { fetch, held } = heldUpstream();
    upstream.answer = fetch;
    const visits = Array.from({ length: 20 }, () => read());
    await setImmediate();
    held[0]?.answer(new Response(aList()));

    expect(new Set(await Promise.all(visits))).toStrictEqual(new Set(["fresh 1250"]));
    expect(calls()).toBe(2);
  });

  it("is not waited for by visitors of another customer", async () => {
    const { upstream, read } = proxyInTime();
    const list = upstream.answer;
    upstream.answer = (request) => (customerOf(request) === "cus_slow" ? never<Response>() : list(request));
    void read("cus_slow");

    expect(await read("cus_quick")).toBe("fresh 0");
  });

  it("fails for all alike when it fails, but each problem has a number of its own", async () => {
    const { upstream, ask, calls } = proxyInTime();
    upstream.answer = failing;
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask()));
    const bodies: string[] = await Promise.all(answers.map((answer) => answer.clone().text()));
    const problems = await Promise.all(answers.map((answer) => problemOf(answer)));

    expect(new Set(problems)).toStrictEqual(new Set(["502 upstream_failed"]));
    expect(new Set(bodies).size).toBe(5);
    expect(calls()).toBe(1);
  });
});

describe("a visitor who leaves", () => {
  it("fails none of those who stay, even if it was the one who started the read", async () => {
    const { upstream, ask, read, calls } = proxyInTime();
    const { fetch, held } = heldUpstream();
    upstream.answer = fetch;
    const visitor = new AbortController();
    const leaving = ask("cus_test", {}, { signal: visitor.signal });
    const staying = [read(), read()];
    await setImmediate();
    visitor.abort();
    expect(upstream.requests[0]?.signal.aborted).toBe(false);
    held[0]?.answer(new Response(aList()));

    expect(await Promise.all(staying)).toStrictEqual(["fresh 1250", "fresh 1250"]);
    await leaving;
    expect(calls()).toBe(1);
  });

  it("leaves the read to whoever comes next", async () => {
    const { upstream, ask, read, calls } = proxyInTime();
    const { fetch, held } = heldUpstream();
    upstream.answer = fetch;
    const visitor = new AbortController();
    const leaving = ask("cus_test", {}, { signal: visitor.signal });
    await setImmediate();
    visitor.abort();
    const next = read();
    held[0]?.answer(new Response(aList()));

    expect(await next).toBe("fresh 1250");
    await leaving;
    expect(calls()).toBe(1);
  });

  it("by tearing the connection fails none of those who stay", async () => {
    const { options, upstream, calls } = proxyInTime();
    const { fetch, held } = heldUpstream();
    const hasAsked = aSignal();
    const hasLeft = aSignal();
    const haveCome = aSignal();
    let visitors = 0;
    upstream.answer = (request) => {
      hasAsked.give();
      return fetch(request);
    };
    const authorize = (request: IncomingMessage) => {
      visitors += 1;
      if (visitors === 1) request.socket.once("close", hasLeft.give);
      if (visitors === 4) haveCome.give();
      return true;
    };
    const origin = await serve(createCreditsListener({ ...options, authorize }));

    const visitor = new AbortController();
    const leaving = rawRequest(origin, path, { signal: visitor.signal }).catch(() => "gone");
    await hasAsked.given;
    const staying = [0, 1, 2].map(() => rawRequest(origin, path));
    await haveCome.given;
    visitor.abort();
    expect(await leaving).toBe("gone");
    await hasLeft.given;
    held[0]?.answer(new Response(aList()));

    expect((await Promise.all(staying)).map(({ status }) => status)).toStrictEqual([200, 200, 200]);
    expect(calls()).toBe(1);
  });
});

const outages = [
  { label: "says 500", fetch: failing },
  { label: "says 503", fetch: answering("", { status: 503 }) },
  { label: "says 401", fetch: answering("", { status: 401 }) },
  { label: "limits the rate", fetch: answering("", { status: 429 }) },
  { label: "cannot be reached", fetch: () => Promise.reject(new TypeError("fetch failed")) },
  { label: "says something that is no JSON", fetch: answering("<h1>") },
  { label: "says something of another shape", fetch: answering('{"data":[]}') },
  { label: "gives another customer's row", fetch: answering(aList([aCredit({ customer_id: "cus_other" })])) },
  {
    label: "gives its own and another customer's row",
    fetch: answering(aList([aCredit(), aCredit({ customer_id: "cus_other" })])),
  },
  { label: "gives a row without an id", fetch: answering(aList([{ ...aCredit(), product_id: "" }])) },
  { label: "gives half a list", fetch: answering(aList([aCredit()], { total: 2 })) },
];

describe("an upstream that fails", () => {
  it.each(outages)("and $label leaves the last good rows, as stale and with their own time", async ({ fetch }) => {
    const { clock, upstream, ask } = proxyInTime();
    await ask();
    clock.time += 2 * maxAge;
    upstream.answer = fetch;
    const { meta, data } = await answerOf(await ask());

    expect(meta).toMatchObject({ fetched_at: new Date(testTime).toISOString(), stale: true, total: 1, taken: 1 });
    expect(data).toMatchObject([{ product_id: "itm_of_cus_test", current_balance: 0 }]);
  });

  it.each(outages)("and $label leaves nothing in the cache that was not there", async ({ fetch }) => {
    const { clock, upstream, ask } = proxyInTime();
    upstream.answer = fetch;
    expect((await ask()).status).toBeGreaterThanOrEqual(429);
    clock.time += 2_000;
    expect((await ask()).status).toBeGreaterThanOrEqual(429);

    expect(upstream.requests.length).toBeGreaterThan(1);
  });

  it("and does not answer in time leaves the last good rows", async () => {
    const { clock, upstream, read } = proxyInTime({ timeout: 30 });
    await read();
    clock.time += 2 * maxAge;
    upstream.answer = () => never<Response>();

    expect(await read()).toBe("stale 0");
    expect(await read()).toBe("stale 0");
  });

  it("on the second page leaves no half of a list", async () => {
    const { clock, upstream, read } = proxyInTime();
    await read();
    clock.time += 2 * maxAge;
    const pages = [new Response(aList(manyCredits(100), { total: 150 })), new Response("", { status: 500 })];
    upstream.answer = async () => pages.shift() ?? Response.error();

    expect(await read()).toBe("stale 0");
  });

  it("leaves them until maxStale, and then an error and never a number", async () => {
    const { clock, upstream, ask, read } = proxyInTime();
    await read();
    upstream.answer = failing;
    clock.time = testTime + maxStale;
    expect(await read()).toBe("stale 0");

    clock.time += 1;
    const response = await ask();
    expect(await response.clone().text()).not.toMatch(/balance|itm_/);
    expect(await problemOf(response)).toBe("502 upstream_failed");

    clock.time += 2_000;
    expect(await read()).toBe("502 upstream_failed");
  });

  it("leaves them for as long as the host says", async () => {
    const { clock, upstream, read } = proxyInTime({ maxStale: 20_000 });
    await read();
    upstream.answer = failing;
    clock.time = testTime + 20_000;
    expect(await read()).toBe("stale 0");
    clock.time += 1;
    expect(await read()).toBe("502 upstream_failed");
  });

  it("leaves none where maxStale is 0", async () => {
    const { clock, upstream, read } = proxyInTime({ maxStale: 0 });
    await read();
    upstream.answer = failing;
    clock.time += 1.1 * maxAge;

    expect(await read()).toBe("502 upstream_failed");
  });

  it("for a visitor who presses Refresh leaves rows that are not old yet, but says that they are stale", async () => {
    const { clock, upstream, read } = proxyInTime();
    await read();
    clock.time += 1_000;
    upstream.answer = failing;

    expect(await read("cus_test", noCache)).toBe("stale 0");
    expect(await read()).toBe("stale 0");
  });

  it("and is well again is believed at once", async () => {
    const { clock, upstream, read } = proxyInTime();
    const list = upstream.answer;
    await read();
    upstream.answer = failing;
    clock.time += 2 * maxAge;
    await read();
    upstream.answer = list;
    clock.time += 2_000;

    expect(await read()).toBe("fresh 1");
    clock.time += 0.9 * maxAge - 1;
    expect(await read()).toBe("fresh 1");
  });
});

describe("a customer whom the upstream does not know any more", () => {
  it("is gone at once, and does not come back when the upstream fails", async () => {
    const { clock, upstream, read, ask } = proxyInTime();
    await read();
    clock.time += 2 * maxAge;
    upstream.answer = answering("", { status: 404 });
    expect(await read()).toBe("404 not_found");

    for (const answer of [failing, () => Promise.reject(new TypeError("fetch failed"))]) {
      clock.time += 2_000;
      upstream.answer = answer;
      const response = await ask();
      expect(await response.clone().text()).not.toMatch(/balance|itm_/);
      expect(await problemOf(response)).toBe("502 upstream_failed");
    }
  });

  it("is not asked for again within a second", async () => {
    const { clock, upstream, read, calls } = proxyInTime();
    upstream.answer = answering("", { status: 404 });
    await read();
    clock.time += 999;

    expect(await read()).toBe("404 not_found");
    expect(calls()).toBe(1);
  });

  it("is found when it is there again", async () => {
    const { clock, upstream, read } = proxyInTime();
    const list = upstream.answer;
    upstream.answer = answering("", { status: 404 });
    await read();
    upstream.answer = list;
    clock.time += 2_000;

    expect(await read()).toBe("fresh 0");
  });
});

describe("the pause after a failure", () => {
  it.each([
    { label: "nothing is known", warm: false },
    { label: "there are older rows", warm: true },
  ])("lasts a second at the least and two at the most where $label", async ({ warm }) => {
    const { clock, upstream, read, calls } = proxyInTime();
    if (warm) for (const id of crowd) await read(id);
    clock.time += 2 * maxAge;
    upstream.answer = failing;
    for (const id of crowd) await read(id);
    const before = calls();

    clock.time += 999;
    for (const id of crowd) expect(await read(id)).toMatch(warm ? /^stale/ : /^502 upstream_failed$/);
    expect(calls()).toBe(before);

    clock.time += 501;
    for (const id of crowd) await read(id);
    expect(calls() - before).toBeGreaterThan(10);
    expect(calls() - before).toBeLessThan(crowd.length - 10);
    clock.time += 500;
    for (const id of crowd) await read(id);
    expect(calls() - before).toBe(crowd.length);
  });

  it("holds nobody else back", async () => {
    const { upstream, read } = proxyInTime();
    const list = upstream.answer;
    upstream.answer = failing;
    await read();
    upstream.answer = list;

    expect(await read("cus_other")).toBe("fresh 0");
  });

  it("is not cut short by the button that refreshes", async () => {
    const { clock, upstream, read, calls } = proxyInTime();
    await read();
    clock.time += 6_000;
    upstream.answer = failing;
    await read("cus_test", noCache);
    clock.time += 999;

    expect(await read("cus_test", noCache)).toBe("stale 0");
    expect(calls()).toBe(2);
  });
});

describe("Retry-After of the upstream", () => {
  it.each([429, 503, 500])("with %i leaves it alone for everybody until then", async (status) => {
    const { clock, upstream, read, ask, calls } = proxyInTime();
    const list = upstream.answer;
    await read("cus_old");
    clock.time += 2 * maxAge;
    await read("cus_fresh");
    upstream.answer = answering("", { status, headers: { "Retry-After": "5" } });
    await read("cus_test");
    upstream.answer = list;
    const before = calls();

    clock.time += 3_000;
    expect(await read("cus_fresh")).toBe("fresh 1");
    expect(await read("cus_old")).toBe("stale 0");
    const cold = await ask("cus_cold");
    expect(cold.headers.get("Retry-After")).toBe("2");
    expect(await problemOf(cold)).toBe("429 rate_limited");
    clock.time += 1_999;
    expect(await read("cus_colder")).toBe("429 rate_limited");
    expect(await read("cus_test")).toBe(status === 429 ? "429 rate_limited" : "502 upstream_failed");
    expect(calls()).toBe(before);

    clock.time += 1;
    expect(await read("cus_test")).toBe("fresh 2");
    expect(await read("cus_coldest")).toBe("fresh 3");
  });

  it("is told to a visitor as what is left of it", async () => {
    const { clock, upstream, ask } = proxyInTime();
    upstream.answer = answering("", { status: 429, headers: { "Retry-After": "30" } });
    const seconds: (string | null)[] = [];
    for (const wait of [0, 10_000, 19_000]) {
      clock.time += wait;
      seconds.push((await ask()).headers.get("Retry-After"));
    }

    expect(seconds).toStrictEqual(["30", "20", "1"]);
  });

  it.each([
    { label: "a day", header: "86400" },
    { label: "a date far away", header: "Fri, 01 Jan 2027 10:00:00 GMT" },
  ])("of $label is a minute", async ({ header }) => {
    const { clock, upstream, read, calls } = proxyInTime();
    const list = upstream.answer;
    upstream.answer = answering("", { status: 503, headers: { "Retry-After": header } });
    await read();
    upstream.answer = list;

    clock.time += 59_999;
    await Promise.all([read(), read("cus_other")]);
    expect(calls()).toBe(1);
    clock.time += 1;
    expect(await read()).toBe("fresh 0");
    expect(await read("cus_third")).toBe("fresh 1");
  });

  it.each([
    { label: "none", headers: undefined },
    { label: "0", headers: { "Retry-After": "0" } },
    { label: "nonsense", headers: { "Retry-After": "soon" } },
  ])("that is $label with 429 is a second for everybody", async ({ headers }) => {
    const { clock, upstream, read, calls } = proxyInTime();
    const list = upstream.answer;
    upstream.answer = answering("", headers ? { status: 429, headers } : { status: 429 });
    await read();
    upstream.answer = list;
    clock.time += 999;
    expect(await read("cus_other")).toBe("429 rate_limited");
    expect(calls()).toBe(1);

    clock.time += 1;
    expect(await read("cus_third")).toBe("fresh 0");
  });

  it("is not shortened by an answer that says less", async () => {
    const { clock, upstream, read, calls } = proxyInTime();
    const list = upstream.answer;
    const { fetch, held } = heldUpstream();
    upstream.answer = fetch;
    const visits = [read("cus_a"), read("cus_b")];
    await setImmediate();
    held[0]?.answer(new Response("", { status: 429, headers: { "Retry-After": "30" } }));
    await setImmediate();
    held[1]?.answer(new Response("", { status: 429 }));
    await Promise.all(visits);
    upstream.answer = list;
    clock.time += 29_000;

    expect(await read("cus_c")).toBe("429 rate_limited");
    expect(calls()).toBe(2);
  });

  it("ends the wait of those who stand in line", async () => {
    const { upstream, read, calls } = proxyInTime({ budget: 20 });
    const { fetch, held } = heldUpstream();
    upstream.answer = fetch;
    const first = read("cus_first");
    await setImmediate();
    const waiting = [read("cus_second"), read("cus_third")];
    await setImmediate();
    held[0]?.answer(new Response("", { status: 429, headers: { "Retry-After": "5" } }));

    expect(await Promise.all([first, ...waiting])).toStrictEqual(Array.from({ length: 3 }, () => "429 rate_limited"));
    expect(calls()).toBe(1);
  });
});

describe("no-cache from a visitor", () => {
  it.each(["no-cache", "No-Cache", "max-age=0, no-cache", "no-cache, no-store"])(
    "as %j brings newer rows, for all",
    async (value) => {
      const { read, calls } = proxyInTime();
      await read();
      expect(await read("cus_test", { "Cache-Control": value })).toBe("fresh 1");
      expect(await read()).toBe("fresh 1");
      expect(calls()).toBe(2);
    },
  );

  it.each(["max-age=0", "no-store", "must-revalidate", ""])("is not what %j says", async (value) => {
    const { read, calls } = proxyInTime();
    await read();
    await read("cus_test", { "Cache-Control": value });

    expect(calls()).toBe(1);
  });

  it("is granted once per customer in five seconds", async () => {
    const { clock, read, calls } = proxyInTime();
    await read();
    expect(await read("cus_test", noCache)).toBe("fresh 1");
    clock.time += 4_999;
    expect(await read("cus_test", noCache)).toBe("fresh 1");
    expect(calls()).toBe(2);

    clock.time += 1;
    expect(await read("cus_test", noCache)).toBe("fresh 2");
    expect(await read("cus_test", noCache)).toBe("fresh 2");
    expect(calls()).toBe(3);
  });

  it("is granted to every customer", async () => {
    const { read, calls } = proxyInTime();
    for (const id of ["cus_a", "cus_b", "cus_c"]) {
      await read(id);
      await read(id, noCache);
    }

    expect(calls()).toBe(6);
  });

  it("counts as granted where nothing was held", async () => {
    const { clock, read, calls } = proxyInTime();
    await read("cus_test", noCache);
    clock.time += 4_999;
    await read("cus_test", noCache);

    expect(calls()).toBe(1);
  });

  it("counts as granted also after rows have grown old meanwhile", async () => {
    const { clock, read, calls } = proxyInTime({ maxAge: 1_000 });
    await read("cus_test", noCache);
    clock.time += 1_100;
    await read();
    await read("cus_test", noCache);

    expect(calls()).toBe(2);
  });

  it("from many visitors at once is one read", async () => {
    const { read, calls } = proxyInTime();
    await read();
    await Promise.all(Array.from({ length: 20 }, () => read("cus_test", noCache)));

    expect(calls()).toBe(2);
  });
});

describe("two proxies", () => {
  it("share nothing, whatever their keys are", async () => {
    const fetch = everyCustomer();
    const [first, second] = ["test_one", "test_two"].map((apiKey) => proxyInTime({ apiKey, fetch }));

    expect(await first?.read()).toBe("fresh 0");
    expect(await second?.read()).toBe("fresh 1");
  });
});

describe("what the cache holds", () => {
  it("is 64 mebibytes at the most: who was not seen for longest is read again", async () => {
    const customers = Array.from({ length: 80 }, (_, index) => `cus_${index}`);
    const { upstream, ask, calls } = proxyInTime();
    // A page may have a mebibyte.
    const name = "x".repeat(9_500);
    upstream.answer = async (request) => {
      const rows = manyCredits(99).map((row) => ({ ...row, customer_id: customerOf(request), name }));
      return new Response(aList(rows));
    };
    for (const id of customers) await ask(id);
    expect(calls()).toBe(80);

    for (const id of customers.slice(-60)) expect(await wordOf(await ask(id))).toMatch(/^fresh/);
    expect(calls()).toBe(80);
    for (const id of customers.slice(0, 10)) await ask(id);
    expect(calls()).toBe(90);
  });
});
