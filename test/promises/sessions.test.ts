import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Fetch } from "../../src/domain/fetch.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { aCredit, testTime } from "../support/credits.ts";
import { creditsUrl, problemOf } from "../support/proxy.ts";
import { answerOf, customerOf } from "../support/proxyInTime.ts";
import { reportFigures } from "../support/reportFigures.ts";
import { aList } from "../support/upstream.ts";

const customers = Array.from({ length: 50 }, (_, index) => `cus_${String(index).padStart(3, "0")}`);

/** Every session may see its own customer and the next one, the last two none; who they are stands in a cookie. */
const sessions = customers.map((id, index) => ({
  cookie: `session_${index}`,
  mayRead: index < 48 ? [id, customers[index + 1] ?? ""] : [],
}));

/** The customers that somebody may see. */
const held = [...new Set(sessions.flatMap(({ mayRead }) => mayRead))];

const pairs = sessions.flatMap((session) => customers.map((customer) => ({ ...session, customer })));

function authorize(request: Request, customerId: string): boolean | null {
  const session = sessions.find(({ cookie }) => cookie === request.headers.get("Cookie"));
  return session ? session.mayRead.includes(customerId) : null;
}

/** A proxy over an upstream that can be made to wait and to fail. */
function aProxy() {
  const clock = { time: testTime };
  const upstream = { calls: 0, isFailing: false, gate: Promise.resolve() };
  const fetch: Fetch = async (request) => {
    upstream.calls += 1;
    const customer_id = customerOf(request);
    await upstream.gate;
    if (upstream.isFailing) return new Response("", { status: 500 });
    return new Response(aList([1, 2].map((number) => aCredit({ customer_id, product_id: `itm_${customer_id}_${number}` }))));
  };
  const handler = createCreditsHandler({ apiKey: "test_key", fetch, authorize, now: () => clock.time, budget: 1_000_000 });
  const ask = ({ customer, cookie }: { customer: string; cookie: string }) =>
    handler(new Request(creditsUrl(customer), { headers: { Cookie: cookie } }));
  return { clock, upstream, ask };
}

async function aWarmProxy() {
  const proxy = aProxy();
  for (const pair of pairs.filter(isAllowed)) await proxy.ask(pair);
  return proxy;
}

type Pair = (typeof pairs)[number];
const isAllowed = ({ mayRead, customer }: Pair) => mayRead.includes(customer);

/** Reads an answer as an auditor would: rows only for who may, all of that customer, and not a word of another one. */
async function audit(pair: Pair, response: Response, stale: boolean): Promise<string[]> {
  const { customer, cookie } = pair;
  const who = `${cookie} → ${customer}`;
  const text = await response.clone().text();
  const strangers = customers.filter((id) => id !== customer && text.includes(id)).map((id) => `${who} reads of ${id}`);
  if (!isAllowed(pair)) {
    const problem = await problemOf(response);
    const isClean = problem === "403 forbidden" && !text.includes("balance") && !text.includes(customer);
    return [...strangers, ...(isClean ? [] : [`${who} is not refused: ${problem}`])];
  }
  if (response.status !== 200) return [...strangers, `${who} gets ${response.status}`];
  const { meta, data } = await answerOf(response);
  const isOwn = data.length === 2 && data.every((row) => row.customer_id === customer) && meta.stale === stale;
  return [...strangers, ...(isOwn ? [] : [`${who} gets other rows`])];
}

/** Counts exchanges, what each refusal has cost in calls, and whatever an auditor finds wrong. */
function aLedger() {
  const count = { exchanges: 0, answered: 0, refused: 0, "calls of refusals": 0 };
  const wrong: string[] = [];
  async function note(pair: Pair, response: Response, calls: number, stale = false): Promise<void> {
    count.exchanges += 1;
    count[isAllowed(pair) ? "answered" : "refused"] += 1;
    if (!isAllowed(pair)) count["calls of refusals"] += calls;
    wrong.push(...(await audit(pair, response, stale)));
  }
  function close(state: string): void {
    reportFigures(`50 sessions × 50 customers, ${state}`, { ...count, wrong: wrong.length });
    expect(wrong).toStrictEqual([]);
    expect(count).toStrictEqual({ exchanges: 2_500, answered: 96, refused: 2_404, "calls of refusals": 0 });
  }
  return { note, close };
}

describe("50 sessions and 50 customers", { timeout: 120_000 }, () => {
  it("meet where nothing is known yet: only the allowed pairs read", async () => {
    const { note, close } = aLedger();
    for (const pair of pairs) {
      const { upstream, ask } = aProxy();
      const response = await ask(pair);
      await note(pair, response, upstream.calls);
      expect(upstream.calls).toBe(isAllowed(pair) ? 1 : 0);
    }
    close("cold");
  });

  it("meet where rows are held and fresh: only the allowed pairs see them", async () => {
    const { upstream, ask } = await aWarmProxy();
    const { note, close } = aLedger();
    for (const pair of pairs) await note(pair, await ask(pair), upstream.calls - held.length);

    expect(upstream.calls).toBe(held.length);
    close("fresh");
  });

  it("meet while every read is under way: only the allowed pairs share it", async () => {
    const { upstream, ask } = aProxy();
    let open: () => void = () => undefined;
    upstream.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { note, close } = aLedger();
    const waiting = pairs.filter(isAllowed).map(async (pair) => ({ pair, response: await ask(pair) }));
    await setImmediate();
    expect(upstream.calls).toBe(held.length);

    // They are answered before the upstream is, so they share nothing with those who wait.
    for (const pair of pairs.filter((other) => !isAllowed(other)))
      await note(pair, await ask(pair), upstream.calls - held.length);
    open();
    for (const { pair, response } of await Promise.all(waiting)) await note(pair, response, 0);

    expect(upstream.calls).toBe(held.length);
    close("in flight");
  });

  it("meet where only older rows are left: only the allowed pairs see them", async () => {
    const { clock, upstream, ask } = await aWarmProxy();
    clock.time += 60_000;
    upstream.isFailing = true;
    const { note, close } = aLedger();
    for (const pair of pairs) {
      const before = upstream.calls;
      const response = await ask(pair);
      await note(pair, response, upstream.calls - before, true);
    }

    // One try for every customer, and then the pause after a failure.
    expect(upstream.calls).toBe(2 * held.length);
    close("stale");
  });
});

describe("a visitor without a session", () => {
  it("is refused in the same words whatever is known of the customer", async () => {
    const { upstream, ask } = await aWarmProxy();
    const calls = upstream.calls;
    const problems = new Set<string>();
    for (const customer of [...customers, "cus_nobody"]) problems.add(await problemOf(await ask({ customer, cookie: "" })));

    expect(problems).toStrictEqual(new Set(["401 unauthenticated"]));
    expect(upstream.calls).toBe(calls);
  });
});
