import { Keyv } from "keyv";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CreditsStore } from "../../src/proxy/options.ts";
import { aStore, isMark } from "../support/aStore.ts";
import { aCredit, testTime } from "../support/credits.ts";
import { eventLog } from "../support/eventLog.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { problemOf } from "../support/proxy.ts";
import { answerOf, everyCustomer, proxyInTime, wordOf } from "../support/proxyInTime.ts";
import { hashAtOnce, inTime, timePasses } from "../support/timePasses.ts";
import { aList, answering, never } from "../support/upstream.ts";

const maxAge = 15_000;
const maxStale = 3_600_000;
const noCache = { "Cache-Control": "no-cache" };
const failing = answering("", { status: 500 });

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

type Parts = { customer?: string; rows?: readonly unknown[]; fetchedAt?: number; meta?: Record<string, unknown> };

/** What an instance writes into the store for a customer. */
function aValue({
  customer = "cus_test",
  rows = [aCredit({ name: "from the store" })],
  fetchedAt = testTime,
  meta = {},
}: Parts = {}) {
  const { length } = rows;
  const fetched_at = new Date(fetchedAt).toISOString();
  const known = { total: length, taken: length, skipped: 0, fetched_at, stale: false };
  return JSON.stringify({ customer_id: customer, answer: { meta: { ...known, ...meta }, data: rows } });
}

/** A proxy whose store does this, and everything that it told of its store. */
function proxyWith(changes: Partial<CreditsStore>, options: Parameters<typeof proxyInTime>[0] = {}) {
  const kept = aStore(changes);
  const { onEvent, events, seen } = eventLog();
  const failures = () => events.filter(({ type }) => type === "store_failed");
  return { ...proxyInTime({ store: kept.store, onEvent, ...options }), kept, failures, seen };
}

const foreign = aCredit({ customer_id: "cus_other", product_id: "itm_secret", name: "foreign" });

/** Everything that a store can give in place of our own value, and what is said of it. */
const rubbish: { label: string; value: unknown }[] = [
  { label: "text that is no JSON", value: "rubbish" },
  { label: "an empty text", value: "" },
  { label: "a page", value: "<!doctype html><h1>It works!</h1>" },
  { label: "JSON's null", value: "null" },
  { label: "a number as text", value: "7" },
  { label: "a list as text", value: "[]" },
  { label: "an empty object as text", value: "{}" },
  { label: "a number", value: 7 },
  { label: "true", value: true },
  { label: "an object instead of its text", value: JSON.parse(aValue()) },
  { label: "an empty object", value: {} },
  { label: "a list", value: [aValue()] },
  { label: "bytes", value: new TextEncoder().encode(aValue()) },
  { label: "a value cut off", value: aValue().slice(0, -20) },
  { label: "a value with something behind it", value: `${aValue()}x` },
  { label: "brackets without end", value: "[".repeat(200_000) },
  { label: "eight megabytes of nothing", value: " ".repeat(8_000_000) },
  { label: "eight megabytes in one text", value: JSON.stringify("x".repeat(8_000_000)) },
  { label: "an answer that names no customer", value: JSON.stringify({ answer: JSON.parse(aValue()).answer }) },
  { label: "a bare answer", value: JSON.stringify(JSON.parse(aValue()).answer) },
  { label: "a row without an id", value: aValue({ rows: [{ ...aCredit(), product_id: "" }] }) },
  { label: "a row whose threshold is text", value: aValue({ rows: [{ ...aCredit(), low_count_threshold: "100" }] }) },
  { label: "rows without their time", value: aValue({ meta: { fetched_at: undefined } }) },
  { label: "a time that is none", value: aValue({ meta: { fetched_at: "yesterday" } }) },
  { label: "a time that no calendar has", value: aValue({ meta: { fetched_at: "2026-13-41T25:61:61.000Z" } }) },
  { label: "rows from the future", value: aValue({ fetchedAt: testTime + 5_001 }) },
  { label: "rows from next year", value: aValue({ fetchedAt: testTime + 365 * 86_400_000 }) },
  { label: "another customer's rows", value: aValue({ customer: "cus_other", rows: [foreign] }) },
  { label: "another customer's empty list", value: aValue({ customer: "cus_other", rows: [] }) },
  { label: "another customer's rows under our customer's name", value: aValue({ rows: [foreign] }) },
  { label: "another customer's row among its own", value: aValue({ rows: [aCredit(), foreign] }) },
  { label: "our rows under another customer's name", value: aValue({ customer: "cus_other" }) },
];

/** A store whose rows are all this, in which no instance has left a mark. */
function giving(value: () => unknown): Partial<CreditsStore> {
  return { get: async (key) => (isMark(key) ? undefined : value()) };
}

describe("a store that gives rubbish", () => {
  it.each(rubbish)("is not believed: $label", async ({ value }) => {
    const { read, calls, seen } = proxyWith(giving(() => value));

    expect(await read()).toBe("fresh 0");
    expect(calls()).toBe(1);
    const failures = await seen("store_failed");
    const invalid = { type: "store_failed", operation: "get", reason: "invalid" };
    expect(failures).toStrictEqual(Array.from({ length: failures.length || 1 }, () => invalid));
  });

  it.each(rubbish)("has nothing to show while the upstream fails: $label", async ({ value }) => {
    const { upstream, ask } = proxyWith(giving(() => value));
    upstream.answer = failing;
    const response = await ask();

    expect(await response.clone().text()).not.toMatch(/foreign|secret|balance|"data"/);
    expect(await problemOf(response)).toBe("502 upstream_failed");
  });

  it.each(rubbish.filter(({ label }) => label !== "rows from the future"))(
    "does not take the place of what is held: $label",
    async ({ value }) => {
      let given: unknown;
      const { clock, upstream, read } = proxyWith(giving(() => given));
      await read();
      given = value;
      clock.time += 2 * maxAge;
      upstream.answer = failing;

      expect(await read()).toBe("stale 0");
    },
  );

  it.each([
    { label: "undefined", value: undefined },
    { label: "null", value: null },
  ])("does not do so by having nothing: $label", async ({ value }) => {
    const { read, seen, failures: told } = proxyWith(giving(() => value));
    expect(await read()).toBe("fresh 0");
    await seen("answered");

    expect(told()).toStrictEqual([]);
  });
});

const failures: { label: string; operation: () => unknown; reason: "failed" | "slow" }[] = [
  { label: "rejects", operation: () => Promise.reject(new Error("ECONNREFUSED")), reason: "failed" },
  { label: "rejects with nothing", operation: () => Promise.reject(fromJavaScript(undefined)), reason: "failed" },
  {
    label: "throws",
    operation: () => {
      throw new Error("not connected");
    },
    reason: "failed",
  },
  {
    label: "gives a promise that throws when it is waited for",
    operation: () => ({
      // oxlint-disable-next-line unicorn/no-thenable -- what a broken client can give
      then: () => {
        throw new Error("not connected");
      },
    }),
    reason: "failed",
  },
  { label: "never answers", operation: () => never(), reason: "slow" },
];

describe("a store that is down", () => {
  it.each(failures)("when it is read, and $label, fails nobody and says so", async ({ operation, reason }) => {
    const { read, calls, seen } = proxyWith({ get: operation });

    expect(await read()).toBe("fresh 0");
    expect(calls()).toBe(1);
    expect(await seen("store_failed")).toStrictEqual([{ type: "store_failed", operation: "get", reason }]);
  });

  it.each(failures)("when it is written, and $label, fails nobody and says so", async ({ operation, reason }) => {
    const { read, seen } = proxyWith({ set: operation });

    expect(await read()).toBe("fresh 0");
    expect(await seen("store_failed")).toStrictEqual([{ type: "store_failed", operation: "set", reason }]);
    expect(await read()).toBe("fresh 0");
  });

  it.each(failures)("when it is to delete, and $label, fails nobody and says so", async ({ operation, reason }) => {
    const { upstream, read, seen } = proxyWith({ delete: operation });
    upstream.answer = answering("", { status: 404 });

    expect(await read()).toBe("404 not_found");
    expect(await seen("store_failed")).toStrictEqual([{ type: "store_failed", operation: "delete", reason }]);
  });

  it.each(failures)("in everything, and $label, leaves what is held", async ({ operation }) => {
    const { clock, upstream, read } = proxyWith({ get: operation, set: operation, delete: operation });
    await read();
    expect(await read()).toBe("fresh 0");
    clock.time += 2 * maxAge;
    expect(await read()).toBe("fresh 1");
    clock.time += 2 * maxAge;
    upstream.answer = failing;

    expect(await read()).toBe("stale 1");
  });

  it("may give anything at all for a write: undefined, null, false", async () => {
    const answers = [undefined, null, false, 0, "OK"];
    const { read, seen, failures: told } = proxyWith({ set: () => answers.shift() });
    for (let index = 0; index < 5; index += 1) expect(await read(`cus_${index}`)).toMatch(/^fresh/);
    await read("cus_last");
    await seen("answered", 6);

    expect(told()).toStrictEqual([]);
  });
});

describe("a store that hangs", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: testTime, toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
    hashAtOnce();
  });

  const patient = { after49: "waits", after50: "fresh 0" };

  /** A visit that waits for the store, whose operation has begun: 49 milliseconds are too few for it, 50 are enough. */
  async function patienceWith(visit: Promise<string>): Promise<{ after49: string; after50: string }> {
    let answer = "waits";
    const answered = visit.then((word) => (answer = word));
    await vi.advanceTimersByTimeAsync(49);
    const after49 = answer;
    await vi.advanceTimersByTimeAsync(1);
    return { after49, after50: await answered };
  }

  it("costs 50 milliseconds when it is read, and not one more", async () => {
    const { read, kept } = proxyWith({ get: () => never() });
    const visit = read();
    await kept.asked("get");

    expect(await patienceWith(visit)).toStrictEqual(patient);
  });

  it("costs 50 milliseconds when it is written, and not one more", async () => {
    const { read, kept } = proxyWith({ set: () => never() });
    const visit = read();
    await kept.asked("set", 1, kept.marks);

    expect(await patienceWith(visit)).toStrictEqual(patient);
  });

  it("costs nothing when rows are written: that happens after the answer", async () => {
    const { read, kept } = proxyWith({
      set: (key, value) => {
        if (!isMark(key)) return never();
        kept.values.set(key, value);
        return undefined;
      },
    });
    const visit = read();
    await timePasses(() => kept.rows("set").length === 1);

    expect(await visit).toBe("fresh 0");
  });

  it("is left alone for a second, so that a crowd does not wait for it one by one", async () => {
    const { read, kept } = proxyWith({ get: () => never() });
    const visit = read("cus_first");
    await kept.asked("get");
    expect(await patienceWith(visit)).toStrictEqual(patient);

    await vi.advanceTimersByTimeAsync(900);
    for (let index = 0; index < 20; index += 1) expect(await read(`cus_${index}`)).toMatch(/^fresh/);
    expect(kept.log).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(100);
    const later = read("cus_later");
    await kept.asked("get", 2);
    expect(await patienceWith(later)).toStrictEqual({ ...patient, after50: "fresh 21" });
  });

  it("costs nothing while rows are fresh", async () => {
    const { read, kept } = proxyWith({ get: () => never() });
    const visit = read();
    await kept.asked("get");
    expect(await patienceWith(visit)).toStrictEqual(patient);
    await vi.advanceTimersByTimeAsync(5_000);

    expect(await read()).toBe("fresh 0");
    expect(kept.rows("get")).toHaveLength(1);
  });

  it.each([
    { label: "fails", late: () => Promise.reject(new Error("late")) },
    { label: "answers", late: async () => aValue() },
  ])("and $label too late harms nobody", async ({ late }) => {
    const get = async () => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return late();
    };
    const { read, kept } = proxyWith({ get });
    const visit = read();
    await kept.asked("get");
    expect(await patienceWith(visit)).toStrictEqual(patient);
    await vi.advanceTimersByTimeAsync(100);

    expect(await read()).toBe("fresh 0");
  });
});

describe("what stands in the store", () => {
  async function written(options: Parameters<typeof proxyInTime>[0] = {}, customer = "cus_visible") {
    const { read, kept } = proxyWith({}, options);
    await read(customer);
    await kept.asked("set");
    const [entry] = kept.rows("set");
    return { key: entry?.key ?? "", value: entry?.value ?? "", ttl: entry?.ttl, log: kept.log };
  }

  it("has keys of one form, in which neither the customer nor the API key can be read", async () => {
    const { log } = await written({ apiKey: "test_visible_key" });

    for (const { key } of log) {
      expect(key).toMatch(/^hyperline-credits:[0-9a-f]{32}(:reader)?$/);
      expect(key).not.toContain("visible");
    }
  });

  it("has values without the API key, as text, that name their customer", async () => {
    const { value } = await written({ apiKey: "test_visible_key" });

    expect(value).not.toContain("test_visible_key");
    expect(JSON.parse(value)).toMatchObject({
      customer_id: "cus_visible",
      answer: { meta: { fetched_at: new Date(testTime).toISOString(), total: 1 }, data: [{ customer_id: "cus_visible" }] },
    });
  });

  it("stays for maxAge and maxStale together", async () => {
    expect((await written()).ttl).toBe(maxAge + maxStale);
    expect((await written({ maxAge: 1_000, maxStale: 5_000 })).ttl).toBe(6_000);
  });

  it("stands under the same key in every instance", async () => {
    expect((await written()).key).toBe((await written()).key);
  });

  it.each([
    { label: "another customer", options: {}, customer: "cus_else" },
    { label: "another API key", options: { apiKey: "test_else" }, customer: "cus_visible" },
    { label: "another upstream", options: { baseUrl: "https://else.example" }, customer: "cus_visible" },
  ])("stands elsewhere for $label", async ({ options, customer }) => {
    expect((await written(options, customer)).key).not.toBe((await written()).key);
  });

  it("is nothing where nothing valid was read", async () => {
    const { upstream, read, kept } = proxyWith({});
    for (const answer of [failing, answering("{}"), answering(aList([foreign])), answering("", { status: 404 })]) {
      upstream.answer = answer;
      await read(`cus_${kept.log.length}`);
    }
    await kept.asked("delete");

    expect(kept.rows("set")).toStrictEqual([]);
    expect(kept.held()).toBe(0);
  });
});

/** Two instances over one store; each has an upstream of its own, whose calls are counted apart. */
function twoInstances(options: Parameters<typeof proxyInTime>[0] = {}) {
  const kept = aStore();
  const instance = () => proxyInTime({ store: kept.store, ...options });
  return { kept, instance, first: instance(), second: instance() };
}

describe("instances with one store", () => {
  it("make one call where they would make four", async () => {
    const { kept, instance } = twoInstances();
    const instances = [instance(), instance(), instance(), instance()];
    for (const { ask } of instances) {
      const { meta, data } = await answerOf(await ask());
      expect(meta).toMatchObject({ fetched_at: new Date(testTime).toISOString(), stale: false });
      expect(data).toMatchObject([{ current_balance: 0 }]);
      await kept.asked("set");
    }

    expect(instances.map(({ calls }) => calls())).toStrictEqual([1, 0, 0, 0]);
  });

  it("hold each other's rows for no longer than their own", async () => {
    const { kept, first, second } = twoInstances();
    await first.read();
    await kept.asked("set");
    second.clock.time += 0.9 * maxAge - 1;
    await second.read();
    expect(second.calls()).toBe(0);
    second.clock.time = testTime + 1.1 * maxAge;
    await second.read();

    expect(second.calls()).toBe(1);
  });

  it("read anew for a visitor who wants newer rows", async () => {
    const { kept, first, second } = twoInstances();
    await first.read();
    await kept.asked("set");
    await second.read("cus_test", noCache);

    expect(second.calls()).toBe(1);
  });

  it("look into the store once for all who come at once, and once more before they read", async () => {
    const { kept, first } = twoInstances();
    await Promise.all(Array.from({ length: 20 }, () => first.read()));

    expect(kept.rows("get").length).toBeLessThanOrEqual(2);
  });

  it("find what another one has read since", async () => {
    const { kept, first, second } = twoInstances();
    await first.read();
    await kept.asked("set");
    await second.read();
    first.clock.time += 2 * maxAge;
    expect(await first.read()).toBe("fresh 1");
    await kept.asked("set", 2);
    second.clock.time += 2 * maxAge;

    expect(await second.read()).toBe("fresh 1");
    expect(second.calls()).toBe(0);
  });

  it("keep their own rows where those in the store are older", async () => {
    const { read, upstream, clock, kept } = proxyWith(giving(() => aValue({ fetchedAt: testTime - 60_000 })));
    await read();
    await kept.asked("set");
    clock.time += 2 * maxAge;
    upstream.answer = failing;

    expect(await read()).toBe("stale 0");
  });

  it("accept that each other's clocks differ by five seconds", async () => {
    const { read, calls } = proxyWith(giving(() => aValue({ fetchedAt: testTime + 5_000 })));

    expect(await read()).toBe("fresh 1250");
    expect(calls()).toBe(0);
  });

  it("share nothing where their keys differ", async () => {
    const kept = aStore();
    const [one, other] = ["test_one", "test_other"].map((apiKey) => proxyInTime({ apiKey, store: kept.store }));
    await one?.read();
    await kept.asked("set");
    await other?.read();
    await kept.asked("set", 2);

    expect(other?.calls()).toBe(1);
    expect(kept.held()).toBe(2);
  });

  it("find nothing of a customer that one of them has seen go", async () => {
    const { kept, first, second } = twoInstances();
    await first.read();
    await kept.asked("set");
    first.clock.time += 2 * maxAge;
    first.upstream.answer = answering("", { status: 404 });
    expect(await first.read()).toBe("404 not_found");
    await kept.asked("delete");
    second.clock.time += 2 * maxAge;
    second.upstream.answer = failing;

    expect(await second.read()).toBe("502 upstream_failed");
    expect(kept.held()).toBe(0);
  });

  it("may use a Keyv", async () => {
    const keyv = new Keyv();
    let written: Promise<unknown> = Promise.resolve();
    const set: CreditsStore["set"] = (key, value, ttl) => {
      written = keyv.set(key, value, ttl);
      return written;
    };
    const kept = aStore({ get: (key) => keyv.get(key), set, delete: (key) => keyv.delete(key) });
    const [first, second] = [proxyInTime({ store: kept.store }), proxyInTime({ store: kept.store })];
    await first.read();
    await kept.asked("set");
    await written;

    expect(await second.read()).toBe("fresh 0");
    expect(second.calls()).toBe(0);
    expect(() => proxyInTime({ store: keyv })).not.toThrow();
  });
});

describe("of several instances that want to read at the same moment", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: testTime, toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
    hashAtOnce();
  });

  it("one reads, and the others have its rows", async () => {
    const { kept, instance } = twoInstances();
    const instances = [instance(), instance(), instance(), instance()];
    for (const { upstream } of instances) {
      const list = upstream.answer;
      upstream.answer = async (request) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return list(request);
      };
    }
    const visits = instances.map(({ read }) => read());
    await kept.asked("set", 4, kept.marks);

    expect((await inTime(visits)).values).toStrictEqual(Array.from({ length: 4 }, () => "fresh 0"));
    expect(instances.reduce((sum, { calls }) => sum + calls(), 0)).toBe(1);
  });

  it("each reads another customer without waiting for the others", async () => {
    const { kept, instance } = twoInstances();
    const instances = [instance(), instance(), instance(), instance()];
    const visits = instances.map(({ read }, index) => read(`cus_${index}`));
    await inTime(visits);

    expect(instances.map(({ calls }) => calls())).toStrictEqual([1, 1, 1, 1]);
    expect(kept.marks("set")).toHaveLength(4);
  });

  it("all read where the one whose turn it was has died", async () => {
    const { kept, instance } = twoInstances();
    const dying = instance();
    dying.upstream.answer = () => never<Response>();
    void dying.ask();
    await kept.asked("set", 1, kept.marks);
    const instances = [instance(), instance()];

    const { values, took } = await inTime(instances.map(({ read }) => read()));
    expect(values).toStrictEqual(["fresh 0", "fresh 0"]);
    expect(took).toBeLessThan(5_000);
  });

  it.each([
    { label: "has read", answer: everyCustomer() },
    { label: "has failed", answer: failing },
  ])("the next one need not wait when the first $label", async ({ answer }) => {
    const { kept, first, second } = twoInstances({ maxAge: 0 });
    first.upstream.answer = answer;
    await inTime([first.read()]);
    await kept.asked("delete", 1, kept.marks);
    second.clock.time += 1_000;
    const { took } = await inTime([second.read()]);

    expect(second.calls()).toBe(1);
    expect(kept.marks("set")).toHaveLength(2);
    expect(took).toBeLessThan(500);
  });

  it("none reads what another one has read between its look into the store and its turn", async () => {
    const { kept, first } = twoInstances();
    let goOn: () => void = () => undefined;
    const hasRead = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const looked = aStore({
      get: async (key) => {
        if (isMark(key)) await hasRead;
        return kept.values.get(key);
      },
      set: kept.store.set,
      delete: kept.store.delete,
    });
    const second = proxyInTime({ store: looked.store });
    const late = second.read();
    await looked.asked("get", 1, looked.marks);
    await inTime([first.read()]);
    await kept.asked("delete", 1, kept.marks);
    goOn();

    expect((await inTime([late])).values).toStrictEqual(["fresh 0"]);
    expect([first.calls(), second.calls()]).toStrictEqual([1, 0]);
    await looked.asked("delete", 1, looked.marks);
  });

  it("none reads while another one's rows are on their way into the store", async () => {
    let write: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      write = resolve;
    });
    const kept = aStore({
      set: async (key, value) => {
        if (!isMark(key)) await written;
        kept.values.set(key, value);
      },
    });
    const [first, second] = [proxyInTime({ store: kept.store }), proxyInTime({ store: kept.store })];
    await inTime([first.read()]);
    await kept.asked("set");
    const next = second.read();
    await kept.asked("get", 2);
    // Long enough to read, and not so long that the store is given up.
    const began = Date.now();
    await timePasses(() => Date.now() - began >= 40);
    write();

    expect((await inTime([next])).values).toStrictEqual(["fresh 0"]);
    expect([first.calls(), second.calls()]).toStrictEqual([1, 0]);
  });

  it("one reads, also where they all stand in line because the budget is exhausted", async () => {
    const kept = aStore();
    const budget = new RateLimiterMemory({ points: 13, duration: 1 });
    const instances = [1, 2, 3, 4].map(() => proxyInTime({ store: kept.store, budget, now: Date.now }));
    const customers = Array.from({ length: 60 }, (_, index) => `cus_${index}`);
    const visits = customers.flatMap((id) => instances.map(({ read }) => read(id)));
    const began = Date.now();
    await timePasses(() => Date.now() - began > 20_000);
    await Promise.all(visits);

    const calls = instances.reduce((sum, instance) => sum + instance.calls(), 0);
    expect(calls).toBeGreaterThanOrEqual(60);
    expect(calls).toBeLessThan(90);
  });

  it("a visitor who wants newer rows waits for no other instance", async () => {
    const { kept, first, second } = twoInstances();
    first.upstream.answer = () => never<Response>();
    void first.ask();
    await timePasses(() => first.calls() === 1);

    expect(await second.read("cus_test", noCache)).toBe("fresh 0");
    const began = Date.now();
    await timePasses(() => Date.now() - began > 100);
    expect(kept.marks("delete")).toStrictEqual([]);
  });

  it("a store that is full of rubbish, marks included, keeps nobody waiting", async () => {
    for (const value of ["rubbish", aValue({ customer: "cus_other", rows: [foreign] })]) {
      const { read, kept } = proxyWith({ get: async () => value });
      expect((await inTime([read()])).values).toStrictEqual(["fresh 0"]);

      expect(kept.rows("get").length).toBeLessThanOrEqual(2);
    }
  });
});

describe("an instance that starts while the upstream is out of order", () => {
  async function restarted(options: Parameters<typeof proxyInTime>[0] = {}, age = 60_000) {
    const { kept, first, second } = twoInstances(options);
    await first.read();
    await kept.asked("set");
    second.clock.time += age;
    return second;
  }

  it("shows what stands in the store, as stale and with its own time", async () => {
    const { upstream, ask } = await restarted();
    upstream.answer = failing;

    expect((await answerOf(await ask())).meta).toMatchObject({ fetched_at: new Date(testTime).toISOString(), stale: true });
  });

  it("shows nothing that is older than maxStale", async () => {
    const { upstream, read } = await restarted({}, maxStale + 1);
    upstream.answer = failing;

    expect(await read()).toBe("502 upstream_failed");
  });

  it("shows it to the first visitor, too, where the upstream does not answer at all", async () => {
    const { upstream, read } = await restarted({ timeout: 200 });
    upstream.answer = () => never<Response>();

    expect(await read()).toBe("stale 0");
  });

  it("shows it at once where the budget is exhausted", async () => {
    vi.useFakeTimers({ now: testTime, toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
    hashAtOnce();
    let refusals = 0;
    const consume = () => {
      refusals += 1;
      return Promise.reject(fromJavaScript({ msBeforeNext: 5_000 }));
    };
    const kept = aStore(giving(() => aValue({ fetchedAt: testTime - 60_000 })));
    const { read } = proxyInTime({ store: kept.store, budget: { consume } });
    void read("cus_first");
    await timePasses(() => refusals === 1);
    const { values, took } = await inTime([read()]);
    expect(values).toStrictEqual(["stale 1250"]);
    expect(took).toBeLessThan(1_000);
  });
});

describe("a store that is none", () => {
  it.each([
    { label: "text", store: "redis://127.0.0.1" },
    { label: "null", store: null },
    { label: "an empty object", store: {} },
    { label: "an object without delete", store: { get: Boolean, set: Boolean } },
    { label: "an object whose get is no function", store: { get: "x", set: Boolean, delete: Boolean } },
  ])("is refused at once, with how to mend it: $label", ({ store }) => {
    expect(() => proxyInTime(fromJavaScript({ store }))).toThrow("store lacks get, set or delete");
    expect(() => proxyInTime(fromJavaScript({ store }))).toThrow("Pass a Keyv");
  });
});

it("an answer with rows from the store says nothing of the store", async () => {
  const { ask } = proxyWith(giving(() => aValue()));
  const response = await ask();

  expect(await response.clone().text()).not.toContain("hyperline-credits:");
  expect(await wordOf(response)).toBe("fresh 1250");
});
