import { describe, expect, it, vi } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import type { CreditsEvent } from "../../src/proxy/events.ts";
import { aStore } from "../support/aStore.ts";
import { manyCredits, testTime } from "../support/credits.ts";
import { eventLog } from "../support/eventLog.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { creditsUrl, mount, proxyOptions } from "../support/proxy.ts";
import { heldUpstream, proxyInTime } from "../support/proxyInTime.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { serve } from "../support/serve.ts";
import { aList, answering, never } from "../support/upstream.ts";

const maxAge = 15_000;
const pseudonym = /^[0-9a-f]{32}$/;
const failing = answering("", { status: 500 });

function watchedProxy(options: Parameters<typeof proxyInTime>[0] = {}) {
  const log = eventLog();
  return { ...proxyInTime({ onEvent: log.onEvent, ...options }), ...log };
}

/** An event in words, as a host's log has it: every type has its case, and none is left over. */
function toLine(event: CreditsEvent): string {
  let words: unknown[];
  switch (event.type) {
    case "answered":
      words = [event.status, event.cache, event.code];
      break;
    case "refused":
      words = [event.status, event.code];
      break;
    case "upstream_called":
      words = [event.status];
      break;
    case "upstream_failed":
      words = [event.code, event.status];
      break;
    case "store_failed":
      words = [event.operation, event.reason];
      break;
  }
  return [event.type, ...words.map(String)].join(" ");
}

function customersIn(events: CreditsEvent[]): string[] {
  return events.flatMap((event) => ("customer" in event ? [event.customer] : []));
}

/** What each event tells, and nothing else. */
const fields: Record<CreditsEvent["type"], string[]> = {
  answered: ["cache", "code", "customer", "duration", "requestId", "status", "type"],
  refused: ["code", "customer", "duration", "requestId", "status", "type"],
  upstream_called: ["customer", "duration", "status", "type"],
  upstream_failed: ["code", "customer", "duration", "status", "type"],
  store_failed: ["operation", "reason", "type"],
};

async function idOf(response: Response): Promise<unknown> {
  const { request_id }: { request_id: unknown } = await response.json();
  return request_id;
}

/** Everything that can happen, happens once at the least. */
async function everything(options: Parameters<typeof proxyInTime>[0] = {}, customer = "cus_visible") {
  const { store } = aStore({ get: () => Promise.reject(new Error(customer)) });
  const proxy = watchedProxy({
    store,
    authorize: (request) => (request.headers.has("x-nobody") ? null : !request.headers.has("x-stranger")),
    ...options,
  });
  const { ask, clock, upstream, seen } = proxy;
  await ask(customer);
  await ask(customer);
  await ask(customer, { "x-nobody": "1" });
  await ask(customer, { "x-stranger": "1" });
  clock.time += 2 * maxAge;
  upstream.answer = () => Promise.reject(new TypeError(`fetch failed: ${customer}`));
  await ask(customer);
  await ask("cus_cold");
  await seen("answered", 4);
  return proxy;
}

describe("an event", () => {
  it("is of one of five types, and has the fields of its type and no others", async () => {
    const { events } = await everything();

    expect(new Set(events.map(({ type }) => type))).toStrictEqual(new Set(Object.keys(fields)));
    for (const event of events) expect(Object.keys(event).toSorted()).toStrictEqual(fields[event.type]);
  });

  it("names customers by a pseudonym: neither their ids nor the key stand in any of them", async () => {
    const { events } = await everything({ apiKey: "test_visible_key" });

    expect(JSON.stringify(events)).not.toContain("visible");
    expect(customersIn(events).filter((name) => !pseudonym.test(name))).toStrictEqual([]);
    expect(customersIn(events)).not.toHaveLength(0);
  });

  it("does not repeat an id that is none", async () => {
    const { ask, seen } = watchedProxy();
    await ask("<script>visible");
    const [event] = await seen("refused");

    expect(event).toMatchObject({ status: 400, code: "invalid_request" });
    expect(JSON.stringify(event)).not.toContain("visible");
  });

  it("says how long something took", async () => {
    vi.useFakeTimers({ now: testTime, toFake: ["Date", "performance"] });
    try {
      const { upstream, ask, seen } = watchedProxy({ now: Date.now });
      const list = upstream.answer;
      upstream.answer = (request) => {
        vi.advanceTimersByTime(40);
        return list(request);
      };
      await ask();
      await ask();
      upstream.answer = () => {
        vi.advanceTimersByTime(30);
        return failing();
      };
      await ask("cus_failing");

      expect((await seen("upstream_called", 2)).map(({ duration }) => duration)).toStrictEqual([40, 30]);
      expect((await seen("answered", 3)).map(({ duration }) => duration)).toStrictEqual([40, 0, 30]);
      expect((await seen("upstream_failed")).map(({ duration }) => duration)).toStrictEqual([30]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("comes through the listener as through the handler", async () => {
    const { onEvent, seen } = eventLog();
    const origin = await serve(createCreditsListener(proxyOptions({ onEvent })));
    await rawRequest(origin, "/v1/customers/cus_test/credits");

    expect(await seen("answered")).toMatchObject([{ type: "answered", status: 200, cache: "miss" }]);
  });
});

describe("the events of a request", () => {
  it.each([
    { label: "a read", lines: ["upstream_called 200", "answered 200 miss null"], options: {}, fetch: answering(aList()) },
    {
      label: "a failed read",
      lines: ["upstream_called 500", "upstream_failed upstream_failed 500", "answered 502 none upstream_failed"],
      options: {},
      fetch: failing,
    },
    {
      label: "an upstream out of reach",
      lines: ["upstream_called null", "upstream_failed upstream_failed null", "answered 502 none upstream_failed"],
      options: {},
      fetch: () => Promise.reject(new TypeError("fetch failed")),
    },
    {
      label: "an answer that is none",
      lines: ["upstream_called 200", "upstream_failed upstream_invalid null", "answered 502 none upstream_invalid"],
      options: {},
      fetch: answering("{}"),
    },
    {
      label: "a customer who is not known",
      lines: ["upstream_called 404", "answered 404 none not_found"],
      options: {},
      fetch: answering("", { status: 404 }),
    },
    {
      label: "a limited rate",
      lines: ["upstream_called 429", "upstream_failed rate_limited 429", "answered 429 none rate_limited"],
      options: {},
      fetch: answering("", { status: 429 }),
    },
    { label: "nobody", lines: ["refused 401 unauthenticated"], options: { authorize: () => null }, fetch: failing },
    { label: "a stranger", lines: ["refused 403 forbidden"], options: { authorize: () => false }, fetch: failing },
    {
      label: "a store that is down",
      lines: ["store_failed get failed", "upstream_called 200", "answered 200 miss null"],
      options: { store: aStore({ get: () => Promise.reject(new Error("down")) }).store },
      fetch: answering(aList()),
    },
  ])("come in the order in which it all happened: $label", async ({ lines, options, fetch }) => {
    const { upstream, ask, events, seen } = watchedProxy(options);
    upstream.answer = fetch;
    await ask();
    await (lines.at(-1)?.startsWith("refused") ? seen("refused") : seen("answered"));

    expect(events.map(toLine)).toStrictEqual(lines);
  });

  it("come in order also where some name a customer, who must be hashed, and others do not", async () => {
    const consume = () => Promise.reject(new Error("ECONNREFUSED"));
    const pages = [aList(manyCredits(100), { total: 101 }), aList(manyCredits(101).slice(99), { total: 101 })];
    const { upstream, ask, events, seen } = watchedProxy({ budget: { consume } });
    upstream.answer = async () => new Response(pages.shift());
    await ask();
    await seen("answered");

    expect(events.map(toLine)).toStrictEqual([
      "store_failed consume failed",
      "upstream_called 200",
      "store_failed consume failed",
      "upstream_called 200",
      "answered 200 miss null",
    ]);
  });

  it("come in order also where many requests mix", async () => {
    const { upstream, ask, events, seen } = watchedProxy();
    const { fetch, held } = heldUpstream();
    upstream.answer = fetch;
    const visits = [ask("cus_a"), ask("cus_b"), ask("cus_a")];
    await vi.waitFor(() => expect(held).toHaveLength(2));
    held[1]?.answer(new Response("", { status: 500 }));
    await visits[1];
    held[0]?.answer(new Response("", { status: 503 }));
    await Promise.all(visits);
    await seen("answered", 3);

    expect(events.map(toLine)).toStrictEqual([
      "upstream_called 500",
      "upstream_failed upstream_failed 500",
      "answered 502 none upstream_failed",
      "upstream_called 503",
      "upstream_failed upstream_failed 503",
      "answered 502 none upstream_failed",
      "answered 502 none upstream_failed",
    ]);
  });

  it.each([
    { label: "a method", init: { method: "POST" }, url: creditsUrl(), line: "refused 405 method_not_allowed" },
    { label: "a query", init: {}, url: `${creditsUrl()}?take=1`, line: "refused 400 invalid_request" },
    {
      label: "another site",
      init: { headers: { "Sec-Fetch-Site": "cross-site" } },
      url: creditsUrl(),
      line: "refused 403 forbidden",
    },
  ])("are one refusal for $label that is not allowed", async ({ init, url, line }) => {
    const { onEvent, events, seen } = eventLog();
    const response = await createCreditsHandler(proxyOptions({ onEvent }))(new Request(url, init));
    const [refused] = await seen("refused");

    expect(events.map(toLine)).toStrictEqual([line]);
    expect(refused?.requestId).toBe(await idOf(response));
  });

  it("are none for another path", async () => {
    const { onEvent, events, seen } = eventLog();
    const handler = createCreditsHandler(proxyOptions({ onEvent }));
    await handler(new Request(mount));
    await handler(new Request(creditsUrl()));
    await seen("answered");

    expect(events.map(toLine)).toStrictEqual(["upstream_called 200", "answered 200 miss null"]);
  });

  it("name the same request as the problem in its body", async () => {
    const { upstream, ask, seen } = watchedProxy();
    upstream.answer = failing;
    const response = await ask();
    const [answered] = await seen("answered");

    expect(answered?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answered?.requestId).toBe(await idOf(response));
  });

  it("of a long list are one call for every page", async () => {
    const { onEvent, seen } = eventLog();
    const pages = [aList(manyCredits(100), { total: 101 }), aList(manyCredits(101).slice(99), { total: 101 })];
    const handler = createCreditsHandler(proxyOptions({ onEvent, fetch: async () => new Response(pages.shift()) }));
    await handler(new Request(creditsUrl()));
    await seen("answered");

    expect((await seen("upstream_called", 2)).map(({ status }) => status)).toStrictEqual([200, 200]);
  });
});

describe("a customer's pseudonym", () => {
  async function pseudonymOf(options: Parameters<typeof proxyInTime>[0] = {}, customer = "cus_test") {
    const { ask, seen } = watchedProxy(options);
    await ask(customer);
    return (await seen("answered"))[0]?.customer;
  }

  it("is the same in every event, and in every proxy with the same key", async () => {
    const { events } = await everything();

    expect(new Set(customersIn(events)).size).toBe(2);
    expect(await pseudonymOf()).toBe(await pseudonymOf());
  });

  it.each([
    { label: "customer", options: {}, customer: "cus_other" },
    { label: "key", options: { apiKey: "test_other" }, customer: "cus_test" },
    { label: "upstream", options: { baseUrl: "https://other.example" }, customer: "cus_test" },
  ])("is another one for another $label", async ({ options, customer }) => {
    expect(await pseudonymOf(options, customer)).not.toBe(await pseudonymOf());
  });

  it("is the one that the store knows the customer by", async () => {
    const { store, rows, asked } = aStore();
    const name = await pseudonymOf({ store });
    await asked("set");

    expect(rows("set").map(({ key }) => key)).toStrictEqual([`hyperline-credits:${name}`]);
  });
});

describe("a listener for events", () => {
  it.each([
    {
      label: "throws",
      listener: () => {
        throw new Error("log is full");
      },
    },
    {
      label: "throws nothing",
      listener: () => {
        throw fromJavaScript(undefined);
      },
    },
    { label: "rejects", listener: () => Promise.reject(new Error("log is full")) },
    { label: "never comes to an end", listener: () => never() },
    {
      label: "gives a promise that throws when it is waited for",
      listener: () => ({
        // oxlint-disable-next-line unicorn/no-thenable -- what a broken client can give
        then: () => {
          throw new Error("log is full");
        },
      }),
    },
    {
      label: "spoils what it is given",
      listener: (event: CreditsEvent) => {
        for (const key of Object.keys(event)) Reflect.deleteProperty(event, key);
      },
    },
  ])("that $label harms no answer and misses no later event", async ({ listener }) => {
    const { onEvent, seen } = eventLog();
    const { read, upstream } = proxyInTime({
      onEvent: (event) => {
        onEvent({ ...event });
        return listener(event);
      },
    });

    expect(await read()).toBe("fresh 0");
    expect(await read()).toBe("fresh 0");
    upstream.answer = failing;
    expect(await read("cus_other")).toBe("502 upstream_failed");
    expect((await seen("answered", 3)).map(({ status }) => status)).toStrictEqual([200, 200, 502]);
  });

  it("is not waited for", async () => {
    const order: string[] = [];
    let end: () => void = () => undefined;
    const listening = new Promise<void>((resolve) => {
      end = resolve;
    });
    const { ask } = proxyInTime({
      onEvent: async () => {
        await listening;
        order.push("listener");
      },
    });
    await ask();
    order.push("answer");

    expect(order).toStrictEqual(["answer"]);
    end();
  });

  it.each([{ onEvent: "log" }, { onEvent: {} }, { onEvent: null }])("is refused where it is no function: %j", (options) => {
    expect(() => proxyInTime(fromJavaScript(options))).toThrow("onEvent is not a function");
  });
});

/** Where rows can come from, and what is said of it in an event and to an operator's browser. */
const states = [
  { state: "miss", status: 200, cacheStatus: "hyperline-credit-balances; fwd=miss; stored" },
  { state: "hit", status: 200, cacheStatus: "hyperline-credit-balances; hit" },
  { state: "shared", status: 200, cacheStatus: "hyperline-credit-balances; fwd=miss; collapsed" },
  { state: "stale", status: 200, cacheStatus: "hyperline-credit-balances; hit; detail=stale" },
  { state: "none", status: 502, cacheStatus: "hyperline-credit-balances; fwd=miss" },
];

/** An answer whose rows come from there, as the last of a proxy's answers. */
async function answerFrom(state: string, options: Parameters<typeof proxyInTime>[0] = {}) {
  const proxy = watchedProxy(options);
  const { ask, clock, upstream } = proxy;
  if (state === "none") upstream.answer = failing;
  if (state === "shared") void ask();
  if (state === "hit" || state === "stale") await ask();
  if (state === "stale") {
    clock.time += 2 * maxAge;
    upstream.answer = failing;
  }
  const response = await ask();
  await proxy.seen("answered", state === "miss" || state === "none" ? 1 : 2);
  return { ...proxy, response };
}

describe("the state of the cache", () => {
  it.each(states)("is told with the event: $state", async ({ state, status }) => {
    const { events } = await answerFrom(state);

    expect(events.at(-1)).toMatchObject({ type: "answered", status, cache: state });
  });

  it.each(states)("is told to the browser where diagnostics are asked for: $state", async ({ state, cacheStatus }) => {
    const { response } = await answerFrom(state, { diagnostics: true });

    expect(response.headers.get("Cache-Status")).toBe(cacheStatus);
    expect(response.headers.get("Server-Timing")).toMatch(/^proxy;dur=\d+\.\d$/);
  });

  it.each(states)("is told to nobody otherwise: $state", async ({ state }) => {
    for (const diagnostics of [undefined, false, fromJavaScript("yes"), fromJavaScript(1)]) {
      const { response } = await answerFrom(state, { diagnostics });

      expect([response.headers.get("Cache-Status"), response.headers.get("Server-Timing")]).toStrictEqual([null, null]);
    }
  });

  it("is the same again for rows that another read has left as stale", async () => {
    const { ask } = await answerFrom("stale", { diagnostics: true });

    expect((await ask()).headers.get("Cache-Status")).toBe("hyperline-credit-balances; hit; detail=stale");
  });

  it("says of a refusal nothing about what is held", async () => {
    let isAllowed = true;
    const { ask } = watchedProxy({ diagnostics: true, authorize: () => isAllowed });
    await ask();
    isAllowed = false;
    const [known, unknown] = [await ask(), await ask("cus_nobody")];

    expect(known.headers.get("Cache-Status")).toBe("hyperline-credit-balances; fwd=miss");
    expect(unknown.headers.get("Cache-Status")).toBe(known.headers.get("Cache-Status"));
  });
});
