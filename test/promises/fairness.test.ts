import { afterEach, describe, expect, it, vi } from "vitest";
import { createCore } from "../../src/proxy/createCore.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { createSandbox, sandboxApiKey } from "../../src/sandbox/createSandbox.ts";
import type { SandboxCustomer } from "../../src/sandbox/credit.ts";
import { aCustomer, manyCredits } from "../support/credits.ts";
import { mostWithin } from "../support/mostWithin.ts";
import { reportFigures } from "../support/reportFigures.ts";
import { seededRandom } from "../support/seededRandom.ts";
import { simulateTime } from "../support/simulateTime.ts";

const seconds = 1_000;
const minutes = 60 * seconds;
const maxAge = 15 * seconds;

/** How long the simulated Hyperline takes to answer, in milliseconds. */
const latency = 80;

/** Each test simulates hundreds of thousands of visits: seconds of work, and more on a busy machine. */
const slow = { timeout: 180_000 };

afterEach(() => vi.unstubAllGlobals());

function customersNamed(count: number): SandboxCustomer[] {
  return Array.from({ length: count }, (_, index) => aCustomer({ id: `cus_${index}` }));
}

/**
 * A proxy over the sandbox, whose rate limit is Hyperline's, in simulated time. Visitors talk to the core, which both skins call: building
 * hundreds of thousands of `Request`s would take most of a minute.
 */
function simulateVisitors(customers: SandboxCustomer[], changes: Partial<CreditsProxyOptions<undefined>> = {}) {
  const time = simulateTime();
  vi.spyOn(Math, "random").mockImplementation(seededRandom(1));
  const sandbox = createSandbox({ customers, now: time.now });
  const seen = {
    calls: new Array<number>(),
    /** When each customer's list was begun to be read. */
    reads: new Map<string, number[]>(),
    limited: 0,
    fresh: 0,
    stale: 0,
    refused: 0,
    refusedWithoutTime: 0,
    others: 0,
    oldButFresh: 0,
    freshOf: new Map<string, number>(),
    callsOf: new Map<string, number>(),
  };

  async function fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const customer = url.pathname.split("/")[3] ?? "";
    seen.calls.push(time.now());
    seen.callsOf.set(customer, (seen.callsOf.get(customer) ?? 0) + 1);
    if (url.searchParams.get("skip") === "0") seen.reads.set(customer, [...(seen.reads.get(customer) ?? []), time.now()]);
    const response = await sandbox(request);
    if (response.status === 429) seen.limited += 1;
    await new Promise<void>((resolve) => time.after(latency, resolve));
    return response;
  }

  const core = createCore<undefined>({ apiKey: sandboxApiKey, fetch, authorize: () => true, maxAge, ...changes });

  async function visit(customerId: string, cacheControl?: string): Promise<void> {
    const header = (name: string) => (name === "cache-control" ? cacheControl : undefined);
    const { status, headers, body } = await core({ customerId, hasQuery: false, method: "GET", header, incoming: undefined });
    if (status === 200) {
      const text = body.slice(0, 150);
      const isStale = text.includes('"stale":true');
      const age = time.now() - Date.parse(/"fetched_at":"([^"]+)"/.exec(text)?.[1] ?? "");
      if (!isStale && !(age <= maxAge * 1.1)) seen.oldButFresh += 1;
      seen[isStale ? "stale" : "fresh"] += 1;
      if (!isStale) seen.freshOf.set(customerId, (seen.freshOf.get(customerId) ?? 0) + 1);
    } else if (status === 429) {
      seen.refused += 1;
      if (!/^[1-9]\d*$/.test(headers["Retry-After"] ?? "")) seen.refusedWithoutTime += 1;
    } else {
      seen.others += 1;
    }
  }

  /** A visit after a while, and again every so often for ever. */
  function poll(customerId: string, phase: number, period: () => number, cacheControl?: string): void {
    time.after(phase, () => {
      void visit(customerId, cacheControl);
      poll(customerId, period(), period, cacheControl);
    });
  }

  /** What must be so whoever asks for what: within the limit, nothing but rows and refusals, and nothing old that passes for fresh. */
  function expectHonesty(): void {
    expect({
      limited: seen.limited,
      others: seen.others,
      refusedWithoutTime: seen.refusedWithoutTime,
      oldButFresh: seen.oldButFresh,
    }).toStrictEqual({ limited: 0, others: 0, refusedWithoutTime: 0, oldButFresh: 0 });
    expect(mostWithin(10 * seconds, seen.calls)).toBeLessThanOrEqual(150);
  }

  function figures() {
    const { calls, limited, fresh, stale, refused } = seen;
    return {
      "visits answered fresh": fresh,
      "as stale": stale,
      "with 429": refused,
      "upstream calls": calls.length,
      "upstream 429": limited,
      "most calls in any 10 s": mostWithin(10 * seconds, calls),
    };
  }

  return { time, seen, visit, poll, expectHonesty, figures };
}

/** How often each customer was read in a stretch of time, and how long anyone waited for the next read at the most. */
function turnsOf(customers: SandboxCustomer[], reads: Map<string, number[]>, from: number) {
  const times = customers.map(({ id }) => (reads.get(id) ?? []).filter((time) => time >= from));
  const counts = times.map(({ length }) => length);
  const gaps = times.flatMap((list) => list.slice(1).map((time, index) => time - (list[index] ?? time)));
  return {
    fewest: Math.min(...counts),
    most: Math.max(...counts),
    shortestGap: gaps.reduce((least, gap) => Math.min(least, gap), Number.POSITIVE_INFINITY),
    longestGap: gaps.reduce((longest, gap) => Math.max(longest, gap), 0),
  };
}

describe("5,000 customers who poll every 10 seconds for 10 minutes", slow, () => {
  it("are each refreshed in turn, always in the same order, and the others are told that theirs is stale", async () => {
    const customers = customersNamed(5_000);
    const { time, seen, visit, poll, expectHonesty, figures } = simulateVisitors(customers);
    // The day begins slowly: everybody is seen once, as fast as the budget gives it.
    for (const [index, { id }] of customers.entries()) time.after(index * 80, () => void visit(id));
    await time.run(customers.length * 80 + 10 * seconds);
    expect(seen.reads.size).toBe(5_000);

    const start = time.now();
    for (const [index, { id }] of customers.entries()) poll(id, index * 2, () => 10 * seconds);
    await time.run(10 * minutes);

    const { fewest, most, shortestGap, longestGap } = turnsOf(customers, seen.reads, start);
    reportFigures("5,000 customers, same order, warm", {
      ...figures(),
      "reads per customer, fewest": fewest,
      most: most,
      "seconds between two reads, least": shortestGap / seconds,
      longest: longestGap / seconds,
    });
    expectHonesty();
    expect(seen.refused).toBe(0);
    expect(fewest).toBeGreaterThanOrEqual(1);
    expect(most - fewest).toBeLessThanOrEqual(1);
  });

  it("all get rows within these minutes where nothing was known of anyone", async () => {
    const customers = customersNamed(5_000);
    const { time, seen, poll, expectHonesty, figures } = simulateVisitors(customers);
    for (const [index, { id }] of customers.entries()) poll(id, index * 2, () => 10 * seconds);
    await time.run(10 * minutes);

    reportFigures("5,000 customers, same order, cold", { ...figures(), "customers with rows": seen.freshOf.size });
    expectHonesty();
    expect(seen.freshOf.size).toBe(5_000);
  });
});

describe("1,000 customers who come and go as they please", slow, () => {
  it("are each refreshed in turn", async () => {
    const customers = customersNamed(1_000);
    const { time, seen, poll, expectHonesty, figures } = simulateVisitors(customers);
    const random = seededRandom(2);
    for (const { id } of customers) poll(id, random() * 10 * seconds, () => (5 + random() * 10) * seconds);
    await time.run(5 * minutes);
    const start = time.now();
    await time.run(10 * minutes);

    const { fewest, most, longestGap } = turnsOf(customers, seen.reads, start);
    reportFigures("1,000 customers, any order", {
      ...figures(),
      "reads per customer, fewest": fewest,
      most: most,
      "longest seconds between two": longestGap / seconds,
    });
    expectHonesty();
    expect(fewest).toBeGreaterThanOrEqual(1);
    expect(most - fewest).toBeLessThanOrEqual(2);
  });
});

describe("a customer with 1,900 products whose visitors press Refresh every 100 ms", slow, () => {
  /** Ten minutes of 50 ordinary customers, with this one among them or not. */
  async function tenMinutes(isHammered: boolean) {
    const others = customersNamed(50);
    const big = aCustomer({ id: "cus_big", credits: manyCredits(1_900) });
    const { time, seen, poll, expectHonesty, figures } = simulateVisitors([...others, big]);
    for (const [index, { id }] of others.entries()) poll(id, index * 200, () => 10 * seconds);
    if (isHammered) poll(big.id, 50, () => 100, "no-cache");
    await time.run(10 * minutes);
    expectHonesty();
    time.stop();

    const freshOfOthers = others.map(({ id }) => seen.freshOf.get(id) ?? 0);
    return {
      freshOfOthers: freshOfOthers.reduce((sum, count) => sum + count, 0),
      fewestOfOthers: Math.min(...freshOfOthers),
      readsOfOthers: others.reduce((sum, { id }) => sum + (seen.reads.get(id)?.length ?? 0), 0),
      share: (seen.callsOf.get(big.id) ?? 0) / (150 * 60),
      readsOfBig: seen.reads.get(big.id)?.length ?? 0,
      figures: figures(),
    };
  }

  it("takes a fifth of the budget and nothing from the others", async () => {
    const quiet = await tenMinutes(false);
    const hammered = await tenMinutes(true);

    reportFigures("one customer hammers", {
      ...hammered.figures,
      "its reads": hammered.readsOfBig,
      "its share of the budget": hammered.share.toFixed(3),
      "fresh answers of the others": `${hammered.freshOfOthers} (without it ${quiet.freshOfOthers})`,
      "their reads": `${hammered.readsOfOthers} (without it ${quiet.readsOfOthers})`,
    });
    expect(hammered.share).toBeGreaterThan(0.1);
    expect(hammered.share).toBeLessThanOrEqual(0.22);
    expect(hammered.freshOfOthers).toBeGreaterThanOrEqual(quiet.freshOfOthers * 0.95);
    expect(hammered.readsOfOthers).toBeGreaterThanOrEqual(quiet.readsOfOthers * 0.98);
    expect(hammered.fewestOfOthers).toBeGreaterThan(0);
  });
});
