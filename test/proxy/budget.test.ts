import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import type { CreditsEvent } from "../../src/proxy/events.ts";
import type { CreditsBudget } from "../../src/proxy/options.ts";
import { aStore } from "../support/aStore.ts";
import { manyCredits, testTime } from "../support/credits.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { mostWithin } from "../support/mostWithin.ts";
import { problemOf, proxyOptions } from "../support/proxy.ts";
import { customerOf, proxyInTime, wordOf } from "../support/proxyInTime.ts";
import { seededRandom } from "../support/seededRandom.ts";
import { hashAtOnce, inTime, timePasses } from "../support/timePasses.ts";
import { aList, never } from "../support/upstream.ts";

const maxAge = 15_000;
const timeout = 8_000;

beforeEach(() => {
  vi.useFakeTimers({ now: testTime, toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  hashAtOnce();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

type Changes = NonNullable<Parameters<typeof proxyInTime>[0]>;

/** A proxy whose clock is the machine's, with the times at which it called the upstream. */
function budgetedProxy(changes: Changes = {}) {
  const proxy = proxyInTime({ now: Date.now, budget: 150, maxAge, timeout, ...changes });
  const times: number[] = [];
  const list = proxy.upstream.answer;
  proxy.upstream.answer = (request) => {
    times.push(Date.now() - testTime);
    return list(request);
  };
  return { ...proxy, times };
}

/** Lets time pass, and tells what an answer has become by then. */
async function after<T>(duration: number, answer: Promise<T>): Promise<T | "waits"> {
  let state: T | "waits" = "waits";
  const settled = answer.then((value) => (state = value));
  await vi.advanceTimersByTimeAsync(duration);
  await Promise.race([settled, Promise.resolve()]);
  return state;
}

function customersNamed(count: number, prefix = "cus"): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}_${index}`);
}

/** A limiter of the host's that counts how often it was asked and does each time as it is told. */
function aLimiter(consume: (call: number) => Promise<unknown>) {
  const keys: string[] = [];
  const limiter: CreditsBudget = {
    consume: (key) => {
      keys.push(key);
      return consume(keys.length);
    },
  };
  return { limiter, keys };
}

function refusal(msBeforeNext: unknown): Promise<unknown> {
  return Promise.reject(fromJavaScript({ msBeforeNext, remainingPoints: 0 }));
}

describe("a budget that is none", () => {
  it.each([
    { label: "0", budget: 0 },
    { label: "19", budget: 19 },
    { label: "20.5", budget: 20.5 },
    { label: "negative", budget: -150 },
    { label: "NaN", budget: Number.NaN },
    { label: "endless", budget: Infinity },
    { label: "text", budget: "150" },
    { label: "true", budget: true },
    { label: "null", budget: null },
    { label: "an object without consume", budget: {} },
    { label: "an object whose consume is no function", budget: { consume: 150 } },
  ])("is refused at once, with how to mend it: $label", ({ budget }) => {
    const create = () => createCreditsHandler(fromJavaScript({ ...proxyOptions(), budget }));

    expect(create).toThrow("budget is neither a whole number of calls per 10 seconds, from 20, nor a limiter");
    expect(create).toThrow("Leave it out for 150");
  });

  it.each([
    { label: "20", budget: 20 },
    { label: "150", budget: 150 },
    { label: "10,000", budget: 10_000 },
    { label: "nothing", budget: undefined },
    { label: "a limiter", budget: new RateLimiterMemory({ points: 13, duration: 1 }) },
  ])("is not $label", ({ budget }) => {
    expect(() => createCreditsHandler(proxyOptions({ budget }))).not.toThrow();
  });
});

describe("the proxy's own count", () => {
  it.each([
    { budget: 20, perSecond: 1 },
    { budget: 150, perSecond: 13 },
    { budget: 1_000, perSecond: 90 },
  ])("of $budget in ten seconds lets $perSecond calls through in a second", async ({ budget, perSecond }) => {
    const { read, calls } = budgetedProxy({ budget });
    const visits = customersNamed(perSecond * 3).map((id) => read(id));
    await vi.advanceTimersByTimeAsync(0);
    expect(calls()).toBe(perSecond);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(calls()).toBe(2 * perSecond);
    await vi.advanceTimersByTimeAsync(1_000);

    for (const word of await Promise.all(visits)) expect(word).toMatch(/^fresh/);
  });

  it("is 150 in ten seconds unless the host says otherwise", async () => {
    const { read, calls } = budgetedProxy({ budget: undefined });
    for (const id of customersNamed(100)) void read(id);
    await vi.advanceTimersByTimeAsync(0);

    expect(calls()).toBe(13);
    await vi.advanceTimersByTimeAsync(timeout);
  });

  it.each([1, 2, 3])("is kept in any ten seconds, whenever the bursts come (%i)", async (seed) => {
    const { read, times } = budgetedProxy();
    const random = seededRandom(seed);
    const visits: Promise<string>[] = [];
    for (let burst = 0; burst < 60; burst += 1) {
      const size = Math.floor(random() * 40);
      visits.push(...customersNamed(size, `cus_${burst}`).map((id) => read(id)));
      await vi.advanceTimersByTimeAsync(Math.floor(random() * 2_500));
    }
    await vi.advanceTimersByTimeAsync(30_000);
    await Promise.all(visits);

    expect(mostWithin(10_000, times)).toBeLessThanOrEqual(150);
    expect(mostWithin(10_000, times)).toBeGreaterThan(120);
  });

  it("is spent page by page", async () => {
    const { upstream, read, calls } = budgetedProxy({ budget: 20 });
    upstream.answer = async (request) => {
      const rows = manyCredits(250).map((row) => ({ ...row, customer_id: customerOf(request) }));
      const skip = Number(new URL(request.url).searchParams.get("skip"));
      return new Response(aList(rows.slice(skip, skip + 100), { total: 250 }));
    };
    const visit = read();

    expect(await after(1_500, visit)).toBe("waits");
    expect(calls()).toBe(2);
    expect(await after(1_000, visit)).toMatch(/^fresh 1 2 3 /);
    expect(calls()).toBe(3);
  });

  it("goes first to lists that are half read, so that none is read in vain", async () => {
    const { upstream, read } = budgetedProxy({ budget: 20 });
    const list = upstream.answer;
    upstream.answer = async (request) => {
      if (customerOf(request) !== "cus_long") return list(request);
      const rows = manyCredits(250).map((row) => ({ ...row, customer_id: "cus_long" }));
      const skip = Number(new URL(request.url).searchParams.get("skip"));
      return new Response(aList(rows.slice(skip, skip + 100), { total: 250 }));
    };
    const visits = ["cus_long", ...customersNamed(4)].map((id) => read(id));
    await vi.advanceTimersByTimeAsync(timeout);
    await Promise.all(visits);

    expect(upstream.requests.slice(0, 4).map(customerOf)).toStrictEqual(["cus_long", "cus_long", "cus_long", "cus_0"]);
  });

  it("is not touched by fresh rows", async () => {
    const { read, calls } = budgetedProxy({ budget: 20 });
    await read();
    for (let visit = 0; visit < 100; visit += 1) expect(await read()).toBe("fresh 0");

    expect(calls()).toBe(1);
  });

  it("does not stop for longer than ten seconds when the machine's clock is set back", async () => {
    const { read } = budgetedProxy({ budget: 20 });
    await read("cus_first");
    vi.setSystemTime(testTime - 3_600_000);

    expect(await after(timeout, read("cus_second"))).not.toBe("waits");
    expect(await after(5_000, read("cus_second"))).toMatch(/^fresh/);
  });
});

describe("a visitor for whom there are older rows, while the budget is exhausted", () => {
  /** Rows of `cus_old` that have grown old, and a line of others before it. */
  async function exhausted() {
    const proxy = budgetedProxy();
    await proxy.read("cus_old");
    await vi.advanceTimersByTimeAsync(2 * maxAge);
    for (const id of customersNamed(30)) void proxy.read(id);
    await vi.advanceTimersByTimeAsync(10);
    return proxy;
  }

  it("gets them at once, as stale", async () => {
    const { read } = await exhausted();

    expect(await after(1, read("cus_old"))).toBe("stale 0");
  });

  it("finds newer ones when their turn has come", async () => {
    const { read, calls } = await exhausted();
    await after(1, read("cus_old"));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(calls()).toBe(32);

    expect(await after(0, read("cus_old"))).toMatch(/^fresh [1-9]/);
    expect(calls()).toBe(32);
  });

  it("waits for newer ones again once the line is empty", async () => {
    const { read } = await exhausted();
    await vi.advanceTimersByTimeAsync(5_000);

    expect(await after(0, read("cus_old"))).toMatch(/^fresh [1-9]/);
  });

  it("keeps the place in line, however often the question is repeated", async () => {
    const { read, calls } = await exhausted();
    for (let visit = 0; visit < 100; visit += 1) await after(1, read("cus_old"));
    await vi.advanceTimersByTimeAsync(3_000);

    expect(calls()).toBe(32);
  });

  it("does not wait either when Refresh is pressed", async () => {
    const { read } = await exhausted();

    expect(await after(1, read("cus_old", { "Cache-Control": "no-cache" }))).toBe("stale 0");
  });

  it("does not wait either where there is a store, neither at the first visit nor later", async () => {
    const { store, asked } = aStore();
    const { read, calls } = budgetedProxy({ store });
    const old = customersNamed(100, "cus_old");
    await inTime(old.map((id) => read(id)));
    await inTime(old.map((id) => read(id)));
    await asked("set", 100);
    const before = calls();
    await vi.advanceTimersByTimeAsync(2 * maxAge);
    for (const id of old) void read(id);
    await timePasses(() => calls() >= before + 13);
    await vi.advanceTimersByTimeAsync(100);

    for (let visit = 0; visit < 3; visit += 1) {
      const { values, took } = await inTime([read(old[99])]);
      expect(values[0]).toMatch(/^stale/);
      expect(took).toBeLessThan(500);
    }
    await vi.advanceTimersByTimeAsync(timeout);
  });

  it("does not wait either where the host's limiter takes its time to grant what is left", async () => {
    const own = new RateLimiterMemory({ points: 13, duration: 1 });
    const { limiter } = aLimiter(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return own.consume("");
    });
    const { read } = budgetedProxy({ budget: limiter });
    const old = customersNamed(200, "cus_old");
    for (const id of old) await after(1_000, read(id));
    await vi.advanceTimersByTimeAsync(2 * maxAge);
    for (const id of old) void read(id);
    await vi.advanceTimersByTimeAsync(500);

    const waits: number[] = [];
    for (let moment = 0; moment < 100; moment += 1) {
      const asked = Date.now();
      const visit = read(old[199]).then((word) => waits.push(Date.now() - asked) && word);
      void visit;
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(timeout);

    expect(waits).toHaveLength(100);
    expect(Math.max(...waits)).toBeLessThan(100);
  });
});

describe("a visitor for whom there is nothing, while the budget is exhausted", () => {
  it("waits for a turn, and gets rows", async () => {
    const { read } = budgetedProxy();
    const visits = customersNamed(50).map((id) => read(id));
    await vi.advanceTimersByTimeAsync(3_000);

    for (const word of await Promise.all(visits)) expect(word).toMatch(/^fresh/);
  });

  it("is told by the deadline when to come again", async () => {
    const { ask } = budgetedProxy({ budget: 20 });
    const visits = customersNamed(30).map((id) => ask(id));
    const last = visits[29] ?? never<Response>();

    expect(await after(timeout - 1, last)).toBe("waits");
    const response = await after(1, last);
    if (response === "waits") throw new Error("The deadline has passed.");
    const seconds = Number(response.headers.get("Retry-After"));
    expect(await problemOf(response)).toBe("429 rate_limited");
    expect(seconds).toBeGreaterThanOrEqual(15);
    expect(seconds).toBeLessThanOrEqual(30);
  });

  it("is never told to wait for more than a minute", async () => {
    const { ask } = budgetedProxy({ budget: 20 });
    const visits = customersNamed(300).map((id) => ask(id));
    await vi.advanceTimersByTimeAsync(timeout);
    const last = await visits[299];

    expect(last?.headers.get("Retry-After")).toBe("60");
  });

  it("has rows at the next visit, because the turn came meanwhile", async () => {
    const { read, calls } = budgetedProxy({ budget: 20 });
    for (const id of customersNamed(20)) void read(id);
    expect(await after(timeout, read("cus_19"))).toBe("429 rate_limited");
    await vi.advanceTimersByTimeAsync(12_000);
    const before = calls();

    expect(await after(0, read("cus_19"))).toMatch(/^fresh/);
    expect(calls()).toBe(before);
  });

  it("does not wait for those who are only refreshed, nor they for ever for such visitors", async () => {
    const { read, upstream, calls } = budgetedProxy();
    const old = customersNamed(30, "cus_old");
    for (const id of old) void read(id);
    await vi.advanceTimersByTimeAsync(3 * maxAge);
    const before = calls();
    for (const id of old) void read(id);
    for (const id of customersNamed(30, "cus_new")) void read(id);
    await vi.advanceTimersByTimeAsync(1_500);

    const asked = upstream.requests.slice(before).map((request) => (customerOf(request).startsWith("cus_new") ? "new" : "old"));
    expect(asked.filter((which) => which === "new").length).toBeGreaterThan(5);
    expect(asked.filter((which) => which === "old").length).toBeGreaterThan(5);
    await vi.advanceTimersByTimeAsync(timeout);
  });
});

describe("a limiter of the host's", () => {
  it("is asked once for every call, always under the same name", async () => {
    const { limiter, keys } = aLimiter(async () => undefined);
    const { read, calls } = budgetedProxy({ budget: limiter });
    for (const id of customersNamed(40)) await read(id);

    expect(keys).toStrictEqual(Array.from({ length: 40 }, () => "hyperline-credits"));
    expect(calls()).toBe(40);
  });

  it("that refuses is asked again when it has said", async () => {
    const { limiter, keys } = aLimiter((call) => (call === 1 ? refusal(2_000) : Promise.resolve()));
    const { read } = budgetedProxy({ budget: limiter });
    const visit = read();

    expect(await after(1_999, visit)).toBe("waits");
    expect(keys).toHaveLength(1);
    expect(await after(1, visit)).toBe("fresh 0");
    expect(keys).toHaveLength(2);
  });

  it("that refuses as rate-limiter-flexible does is understood", async () => {
    const { limiter } = aLimiter((call) =>
      call === 1 ? Promise.reject(fromJavaScript(new RateLimiterRes(0, 700, 14))) : Promise.resolve(),
    );
    const { read } = budgetedProxy({ budget: limiter });

    expect(await after(700, read())).toBe("fresh 0");
  });

  it.each([
    { label: "nothing", msBeforeNext: 0 },
    { label: "less than nothing", msBeforeNext: -1 },
    { label: "no number", msBeforeNext: Number.NaN },
    { label: "words", msBeforeNext: "soon" },
    { label: "a day", msBeforeNext: 86_400_000 },
    { label: "for ever", msBeforeNext: Infinity },
  ])("that says to wait $label stops nothing for more than ten seconds", async ({ msBeforeNext }) => {
    const { limiter, keys } = aLimiter((call) => (call === 1 ? refusal(msBeforeNext) : Promise.resolve()));
    const { read } = budgetedProxy({ budget: limiter, timeout: 20_000 });

    expect(await after(10_000, read())).toBe("fresh 0");
    expect(keys).toHaveLength(2);
  });

  it("that refuses for ever gives a cold visitor a time to come again, by the deadline", async () => {
    const { limiter } = aLimiter(() => refusal(5_000));
    const { ask, calls } = budgetedProxy({ budget: limiter });
    const response = await after(timeout, ask());
    if (response === "waits") throw new Error("The deadline has passed.");

    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await problemOf(response)).toBe("429 rate_limited");
    expect(calls()).toBe(0);
  });

  it.each([
    { label: "rejects with an error", consume: () => Promise.reject(new Error("ECONNREFUSED")), reason: "failed", wait: 0 },
    { label: "rejects with nothing", consume: () => Promise.reject(fromJavaScript(undefined)), reason: "failed", wait: 0 },
    { label: "rejects with null", consume: () => Promise.reject(fromJavaScript(null)), reason: "failed", wait: 0 },
    { label: "rejects with words", consume: () => Promise.reject(fromJavaScript("no")), reason: "failed", wait: 0 },
    {
      label: "throws",
      consume: () => {
        throw new Error("not connected");
      },
      reason: "failed",
      wait: 0,
    },
    { label: "never answers", consume: () => never<unknown>(), reason: "slow", wait: 50 },
  ])("that $label leaves the count to the proxy itself", async ({ consume, reason, wait }) => {
    const events: CreditsEvent[] = [];
    const { limiter } = aLimiter(consume);
    const { read, calls } = budgetedProxy({ budget: limiter, onEvent: (event) => events.push(event) });
    const visit = read();
    expect(await after(wait === 0 ? 0 : wait - 1, visit)).toBe(wait === 0 ? "fresh 0" : "waits");
    expect(await after(1, visit)).toBe("fresh 0");
    expect(events).toContainEqual({ type: "store_failed", operation: "consume", reason });

    for (const id of customersNamed(60)) void read(id);
    await vi.advanceTimersByTimeAsync(900);
    expect(calls()).toBeLessThanOrEqual(13 + (wait > 0 ? 1 : 0));
    await vi.advanceTimersByTimeAsync(8_000);
    expect(calls()).toBe(61);
  });

  it("that grants too late harms nobody", async () => {
    const { limiter } = aLimiter(() => new Promise((resolve) => setTimeout(resolve, 60)));
    const { read } = budgetedProxy({ budget: limiter });

    expect(await after(50, read())).toBe("fresh 0");
    await vi.advanceTimersByTimeAsync(100);
  });

  it("that refuses too late harms nobody", async () => {
    const { limiter } = aLimiter(() => new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 60)));
    const { read } = budgetedProxy({ budget: limiter });

    expect(await after(50, read())).toBe("fresh 0");
    await vi.advanceTimersByTimeAsync(100);
  });

  it("is shared by two proxies: together they keep to it", async () => {
    const limiter = new RateLimiterMemory({ points: 13, duration: 1 });
    const proxies = [budgetedProxy({ budget: limiter }), budgetedProxy({ budget: limiter })];
    const visits = proxies.flatMap(({ read }, index) => customersNamed(60, `cus_${index}`).map((id) => read(id)));
    const words = Promise.all(visits);
    for (let second = 1; second <= timeout / 1_000; second += 1) {
      expect(proxies.reduce((sum, { calls }) => sum + calls(), 0)).toBeLessThanOrEqual(13 * second);
      await vi.advanceTimersByTimeAsync(1_000);
    }

    const times = proxies.flatMap((proxy) => proxy.times).toSorted((a, b) => a - b);
    expect(mostWithin(1_000, times)).toBe(13);
    expect((await words).filter((word) => word.startsWith("fresh")).length).toBeGreaterThanOrEqual(100);
  });
});

describe("words about a budget", () => {
  it("are the problem and its time, and nothing of the limiter's", async () => {
    const { limiter } = aLimiter(() => refusal(5_000));
    const { ask } = budgetedProxy({ budget: limiter });
    const response = await after(timeout, ask());
    if (response === "waits") throw new Error("The deadline has passed.");

    expect(await response.clone().text()).not.toMatch(/msBeforeNext|remainingPoints|budget/);
    expect(await wordOf(response)).toBe("429 rate_limited");
  });
});
