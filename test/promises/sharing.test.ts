import { setImmediate } from "node:timers/promises";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import { aCredit, testTime } from "../support/credits.ts";
import { creditsUrl } from "../support/proxy.ts";
import { answerOf, customerOf, heldUpstream, proxyInTime, wordOf } from "../support/proxyInTime.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { reportFigures } from "../support/reportFigures.ts";
import { seededRandom } from "../support/seededRandom.ts";
import { serve } from "../support/serve.ts";
import { aList } from "../support/upstream.ts";

const slow = { timeout: 180_000 };

function ownRow(request: Request): Response {
  const customer_id = customerOf(request);
  return new Response(aList([aCredit({ customer_id, product_id: `itm_of_${customer_id}` })]));
}

describe("many visitors at once", slow, () => {
  it("who look at one customer of whom nothing is known cost one call: 1,000 of them", async () => {
    const { upstream, read, calls } = proxyInTime({ budget: 150 });
    upstream.answer = async (request) => {
      await setImmediate();
      return ownRow(request);
    };
    const words = await Promise.all(Array.from({ length: 1_000 }, () => read()));

    reportFigures("1,000 requests at once, cold, one customer", { answered: words.length, "upstream calls": calls() });
    expect(new Set(words)).toStrictEqual(new Set(["fresh 1250"]));
    expect(calls()).toBe(1);
  });

  it("who look at 1,000 customers cost 1,000 calls: 50,000 of them", async () => {
    const { upstream, ask } = proxyInTime();
    const callsOf = new Map<string, number>();
    upstream.answer = async (request) => {
      const id = customerOf(request);
      callsOf.set(id, (callsOf.get(id) ?? 0) + 1);
      await setImmediate();
      return ownRow(request);
    };
    let own = 0;
    let others = 0;
    const visits = Array.from({ length: 50_000 }, async (_, index) => {
      const id = `cus_${index % 1_000}`;
      const response = await ask(id);
      const isOwn = response.status === 200 && (await response.text()).includes(`"customer_id":"${id}"`);
      if (isOwn) own += 1;
      else others += 1;
    });
    await Promise.all(visits);

    const calls = [...callsOf.values()].reduce((sum, count) => sum + count, 0);
    reportFigures("50,000 requests at once, 1,000 customers", {
      "with own rows": own,
      "with anything else": others,
      "upstream calls": calls,
      customers: callsOf.size,
    });
    expect({ own, others, calls, customers: callsOf.size }).toStrictEqual({
      own: 50_000,
      others: 0,
      calls: 1_000,
      customers: 1_000,
    });
  });
});

/** One thing that happens in an interleaving. */
type Step =
  | { type: "visit"; customer: number; noCache: boolean }
  | { type: "leave"; visitor: number }
  | { type: "answer"; call: number; how: "rows" | "500" | "404" | "reset" | "foreign" }
  | { type: "wait"; duration: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant("visit" as const), customer: fc.nat(1), noCache: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("leave" as const), visitor: fc.nat(7) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("answer" as const),
      call: fc.nat(3),
      how: fc.constantFrom("rows" as const, "rows" as const, "rows" as const, "500", "404", "reset", "foreign"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("wait" as const), duration: fc.constantFrom(1, 600, 2_000, 20_000) }) },
);

const count = {
  interleavings: 0,
  visits: 0,
  left: 0,
  "upstream calls": 0,
  "failed calls": 0,
  "with rows": 0,
  "with a problem": 0,
  "innocent failures": 0,
  "foreign rows": 0,
  /** Two calls for the same customer at the same time. */
  "calls side by side": 0,
};

describe("visits, departures and answers in any order", slow, () => {
  it("fail nobody whose customer could be read, and show nobody another customer's rows: 10,000 interleavings", async () => {
    const run = fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 20 }), async (steps) => {
      const { fetch, held } = heldUpstream();
      let time = testTime;
      const handler = createCreditsHandler({
        apiKey: "test_key",
        fetch,
        authorize: () => true,
        now: () => time,
        budget: 1_000_000,
      });
      /** Of whom a call has failed, and of whom rows are known, so that no failure may reach a visitor. */
      const failed = new Set<string>();
      const known = new Set<string>();
      const visitors: AbortController[] = [];
      const visits: Promise<void>[] = [];
      const wrong: string[] = [];

      function answer(index: number, how: Extract<Step, { type: "answer" }>["how"]): void {
        const [call] = held.splice(index % Math.max(1, held.length), 1);
        if (!call) return;
        const { customer } = call;
        count["upstream calls"] += 1;
        if (how === "rows") known.add(customer);
        else {
          failed.add(customer);
          count["failed calls"] += 1;
        }
        if (how === "404") known.delete(customer);
        if (how === "reset") return call.answer(Promise.reject(new TypeError("fetch failed")));
        if (how === "500" || how === "404") return call.answer(new Response("", { status: Number(how) }));
        const customer_id = how === "foreign" ? "cus_foreign" : customer;
        call.answer(new Response(aList([aCredit({ customer_id, product_id: `itm_of_${customer_id}` })])));
      }

      async function visit(customer: string, noCache: boolean): Promise<void> {
        const visitor = new AbortController();
        visitors.push(visitor);
        count.visits += 1;
        const headers: Record<string, string> = noCache ? { "Cache-Control": "no-cache" } : {};
        const response = await handler(new Request(creditsUrl(customer), { headers, signal: visitor.signal }));
        if (visitor.signal.aborted) return;
        if (response.status === 200) {
          count["with rows"] += 1;
          const { data } = await answerOf(response);
          const isOwn =
            data.length === 1 && data.every((row) => row.customer_id === customer && row.product_id === `itm_of_${customer}`);
          if (!isOwn) {
            count["foreign rows"] += 1;
            wrong.push(`${customer} sees ${JSON.stringify(data)}`);
          }
          return;
        }
        count["with a problem"] += 1;
        if (!failed.has(customer) || known.has(customer)) {
          count["innocent failures"] += 1;
          wrong.push(`${customer} gets ${await wordOf(response)}`);
        }
      }

      for (const happens of steps) {
        if (happens.type === "visit") visits.push(visit(`cus_${happens.customer}`, happens.noCache));
        else if (happens.type === "answer") answer(happens.call, happens.how);
        else if (happens.type === "wait") time += happens.duration;
        else {
          const visitor = visitors[happens.visitor];
          if (visitor && !visitor.signal.aborted) count.left += 1;
          visitor?.abort();
        }
        await setImmediate();
        if (new Set(held.map(({ customer }) => customer)).size < held.length) count["calls side by side"] += 1;
      }
      while (held.length > 0) {
        answer(0, "rows");
        await setImmediate();
      }
      await Promise.all(visits);
      count.interleavings += 1;
      expect(wrong).toStrictEqual([]);
    });
    await fc.assert(run, { numRuns: 10_000, seed: 4 });

    reportFigures("interleavings", count);
    expect(count).toMatchObject({ interleavings: 10_000, "innocent failures": 0, "foreign rows": 0, "calls side by side": 0 });
    expect(count["with rows"]).toBeGreaterThan(10_000);
    expect(count.left).toBeGreaterThan(1_000);
  });
});

describe("visitors on real connections, half of whom hang up at random moments", slow, () => {
  it("cost one call per customer and fail nobody who stays", async () => {
    const random = seededRandom(7);
    const { options, upstream, calls } = proxyInTime();
    const { fetch, held } = heldUpstream();
    upstream.answer = fetch;
    const origin = await serve(createCreditsListener({ ...options, authorize: () => true }));
    const seen = { rounds: 100, stayed: 0, left: 0, "innocent failures": 0, "foreign rows": 0 };
    for (let round = 0; round < seen.rounds; round += 1) {
      const customers = [`cus_${round}_a`, `cus_${round}_b`];
      const visitors = Array.from({ length: 10 }, (_, index) => {
        const customer = customers[index % 2] ?? "";
        const hangsUp = random() < 0.5;
        const visitor = new AbortController();
        const answer = rawRequest(origin, `/v1/customers/${customer}/credits`, { signal: visitor.signal }).catch(() => undefined);
        return { customer, hangsUp, visitor, answer };
      });
      const departures = visitors.filter(({ hangsUp }) => hangsUp);
      while (held.length < 2) await setImmediate();
      for (const { visitor } of departures.splice(0, departures.length / 2)) visitor.abort();
      for (const { customer, answer } of held.splice(0)) {
        await setImmediate();
        answer(ownRow(new Request(creditsUrl(customer, "https://x.example"))));
      }
      for (const { visitor } of departures) visitor.abort();

      for (const { customer, hangsUp, answer } of visitors) {
        const answered = await answer;
        if (hangsUp) seen.left += 1;
        else {
          seen.stayed += 1;
          if (answered?.status !== 200) seen["innocent failures"] += 1;
          else if (!answered.body.includes(`"customer_id":"${customer}"`)) seen["foreign rows"] += 1;
        }
      }
    }

    reportFigures("visitors who hang up", { ...seen, "upstream calls": calls() });
    expect(seen).toMatchObject({ "innocent failures": 0, "foreign rows": 0 });
    expect(seen.stayed).toBeGreaterThan(300);
    expect(calls()).toBe(200);
  });
});
