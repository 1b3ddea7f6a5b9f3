import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { aCredit } from "../support/credits.ts";
import { mostWithin } from "../support/mostWithin.ts";
import { customerOf } from "../support/proxyInTime.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { reportFigures } from "../support/reportFigures.ts";
import { serveFetch } from "../support/serveFetch.ts";
import { startProxies } from "../support/startProxies.ts";
import { hasRedis, startRedis } from "../support/startRedis.ts";
import { aList } from "../support/upstream.ts";

// Where everything must be tested, a missing Redis fails these tests.
const isSkipped = !hasRedis() && !process.env.CI;
if (isSkipped) {
  process.stdout.write(
    "\nNOT TESTED: several instances with one Redis, for there is no redis-server here. Install it (Debian, Ubuntu: `sudo apt-get install redis-server`; macOS: `brew install redis`) and run the tests again.\n\n",
  );
}

const processes = 4;

/** Four processes that run the proxy over one Redis and one upstream, which remembers when it was called for whom. */
async function fourProcesses() {
  const redis = await startRedis();
  const calls = new Array<{ customer: string; time: number }>();
  const baseUrl = await serveFetch(async (request) => {
    const customer_id = customerOf(request);
    calls.push({ customer: customer_id, time: performance.now() });
    return new Response(aList([aCredit({ customer_id, product_id: `itm_of_${customer_id}` })]));
  });
  const { origins, storeFailures } = await startProxies(processes, { redisUrl: redis.url, baseUrl });

  /** Asks one of them, and tells what came of it: the status, and whether these were this customer's rows. */
  async function ask(index: number, customer: string) {
    const { status, headers, body } = await rawRequest(origins[index % processes] ?? "", `/v1/customers/${customer}/credits`);
    const isOwn = body.includes(`"customer_id":"${customer}"`) && (body.match(/"customer_id"/g) ?? []).length === 1;
    return { status, isOwn, isStale: body.includes('"stale":true'), retryAfter: headers["retry-after"] };
  }

  /** Asks all of them at the same moment. */
  const askAll = (customer: string) => Promise.all(Array.from({ length: processes }, (_, index) => ask(index, customer)));

  return { redis, calls, ask, askAll, storeFailures };
}

function customersNamed(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `cus_${prefix}_${index}`);
}

const fresh = { status: 200, isOwn: true, isStale: false, retryAfter: undefined };
const allFresh = Array.from({ length: processes }, () => fresh);

describe.skipIf(isSkipped)("four processes with one Redis", { timeout: 120_000 }, () => {
  it("make one call where they would make four", async () => {
    const { calls, ask, askAll, storeFailures } = await fourProcesses();

    /**
     * Lets all four be asked for one new customer after the other, and counts the calls for each. On a busy machine a process now and then finds
     * Redis too slow, and does without it for a second: what it does then is not counted here.
     */
    async function callsPerCustomer(prefix: string, askThem: (customer: string) => Promise<unknown[]>) {
      const rounds: { customer: string; from: number; to: number }[] = [];
      const isUndisturbed = ({ from, to }: (typeof rounds)[number]) =>
        !storeFailures.some(({ time }) => time > from - 1_200 && time < to + 100);
      const undisturbed = () => rounds.filter(isUndisturbed);
      for (let index = 0; undisturbed().length < 20 && index < 200; index += 1) {
        const customer = `cus_${prefix}_${index}`;
        const from = performance.now();
        expect(await askThem(customer)).toStrictEqual(allFresh);
        rounds.push({ customer, from, to: performance.now() });
      }
      const counts = undisturbed().map(({ customer }) => calls.filter((call) => call.customer === customer).length);
      return { counts, disturbed: rounds.length - counts.length, total: counts.reduce((sum, count) => sum + count, 0) };
    }

    const inTurn = await callsPerCustomer("in_turn", async (customer) => {
      const answers: unknown[] = [];
      for (let index = 0; index < processes; index += 1) answers.push(await ask(index, customer));
      return answers;
    });
    const atOnce = await callsPerCustomer("at_once", askAll);

    reportFigures("four processes, one Redis, 20 customers", {
      "calls when asked one after the other": inTurn.total,
      "at the very same moment": atOnce.total,
      "without a store": processes * 20,
      "rounds in which Redis was too slow": inTurn.disturbed + atOnce.disturbed,
    });
    expect(inTurn.counts).toStrictEqual(Array.from({ length: 20 }, () => 1));
    // Keyv knows no lock: of two that are kept from working just then, both may read.
    expect(atOnce.counts.length).toBe(20);
    expect(atOnce.total).toBeLessThanOrEqual(30);
  });

  it("stay under the budget together", async () => {
    const { calls, ask, storeFailures } = await fourProcesses();
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    const started = performance.now();
    let asked = 0;
    // Forty visitors, each of whom looks at one new customer after the other.
    await Promise.all(
      Array.from({ length: 40 }, async (_, visitor) => {
        while (performance.now() - started < 14_000) {
          asked += 1;
          answers.push(await ask(visitor, `cus_budget_${asked}`));
        }
      }),
    );

    const most = mostWithin(
      10_000,
      calls.map(({ time }) => time),
    );
    const rows = answers.filter(({ status, isOwn }) => status === 200 && isOwn).length;
    const refused = answers.filter(({ status, retryAfter }) => status === 429 && Number(retryAfter) > 0).length;
    // When Redis does not answer in time, a process counts for itself: one call more.
    const ownCounts = storeFailures.filter(({ operation }) => operation === "consume").length;
    reportFigures("four processes, one budget, 14 s", {
      "upstream calls": calls.length,
      "most calls in any 10 s": most,
      "calls that Redis was too slow to count": ownCounts,
      "visits answered with rows": rows,
      "with 429": refused,
    });
    expect(most).toBeLessThanOrEqual(150 + ownCounts);
    expect(most).toBeGreaterThan(90);
    expect(rows + refused).toBe(answers.length);
  });

  it("go on when Redis dies, and share again when it is back", async () => {
    const { redis, calls, askAll } = await fourProcesses();
    expect(await askAll("cus_before")).toStrictEqual(allFresh);

    await redis.kill();
    const before = calls.length;
    expect(await askAll("cus_before")).toStrictEqual(allFresh);
    expect(calls).toHaveLength(before);
    const during: Awaited<ReturnType<typeof askAll>> = [];
    for (const customer of customersNamed("during", 8)) during.push(...(await askAll(customer)));
    const callsDuring = calls.length - before;
    const failures = during.filter(({ status, isOwn }) => status !== 200 || !isOwn).length;

    await redis.startAgain();
    let customer = 0;
    // The clients come back when they like; until then each process reads for itself.
    const startedAgain = performance.now();
    for (let callsOfOne = processes; callsOfOne > 1 && performance.now() - startedAgain < 30_000; customer += 1) {
      const soFar = calls.length;
      expect(await askAll(`cus_after_${customer}`)).toStrictEqual(allFresh);
      callsOfOne = calls.length - soFar;
    }
    const last = calls.filter(({ customer: id }) => id === `cus_after_${customer - 1}`);

    reportFigures("Redis is killed", {
      "requests meanwhile": during.length,
      "of them without their rows": failures,
      "upstream calls meanwhile": callsDuring,
      "calls for one customer once it is back": last.length,
    });
    expect(failures).toBe(0);
    expect(last).toHaveLength(1);
  });

  it("go on when Redis freezes", async () => {
    const { redis, calls, askAll } = await fourProcesses();
    await askAll("cus_before");
    redis.freeze();
    onTestFinished(() => void redis.thaw());

    expect(await askAll("cus_before")).toStrictEqual(allFresh);
    for (const customer of customersNamed("frozen", 4)) expect(await askAll(customer)).toStrictEqual(allFresh);
    expect(calls.filter(({ customer }) => customer.startsWith("cus_frozen")).length).toBeGreaterThanOrEqual(4);
  });

  it("go on when everything in Redis is overwritten with rubbish", async () => {
    const { redis, ask } = await fourProcesses();
    const customers: string[] = [];
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    let keys: string[] = [];
    // A first connection that took long is left alone for a second, and rows are written after the answer.
    for (let more = 0; keys.length < 10; more += 1) {
      const customer = `cus_rubbish_${more}`;
      await ask(0, customer);
      customers.push(customer);
      keys = await client.keys("*hyperline-credits:*");
    }
    for (const [index, key] of keys.entries()) {
      const rubbish = ["rubbish", '{"value":7}', '{"value":"rubbish"}', "null", ""][index % 5] ?? "";
      await client.set(key, rubbish);
    }

    for (const customer of customers) expect(await ask(1, customer)).toStrictEqual(fresh);
  });

  it("never show one customer what another one's key holds", async () => {
    const { redis, ask } = await fourProcesses();
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    const customers = customersNamed("mixed", 6);
    const keyOf = new Map<string, string>();
    for (const customer of customers) {
      await ask(0, customer);
      // Rows are written after the answer.
      for (let isThere = false; !isThere;) {
        for (const key of await client.keys("*hyperline-credits:*")) {
          if ((await client.get(key))?.includes(customer)) keyOf.set(customer, key);
        }
        isThere = keyOf.has(customer);
      }
    }
    const values = await Promise.all(customers.map((customer) => client.get(keyOf.get(customer) ?? "")));
    for (const [index, customer] of customers.entries()) {
      await client.set(keyOf.get(customer) ?? "", values[(index + 1) % customers.length] ?? "");
    }

    for (const customer of customers) expect(await ask(1, customer)).toStrictEqual(fresh);
  });
});
