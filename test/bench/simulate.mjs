import { setImmediate } from "node:timers/promises";
import { mock } from "node:test";
import { createCreditsHandler } from "../../dist/proxy.js";
import { mount, path, upstreamBody } from "./proxies.mjs";

export const second = 1_000;
export const minute = 60 * second;

/** How long the upstream takes, and how far time moves at once, in milliseconds. */
const latency = 80;
const step = 20;

/**
 * Lets visits happen to our proxy, with its default options, in simulated time.
 *
 * @param visits `{ at, customer }`, in milliseconds from the start, the earliest first
 * @returns when the upstream was called, and how many answers were fresh, stale or refused
 */
export async function simulate(visits, duration) {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 0, 1) });
  const start = Date.now();
  const calls = [];
  const answers = { fresh: 0, stale: 0, refused: 0 };

  async function fetch({ method, url }) {
    calls.push(Date.now() - start);
    await new Promise((resolve) => globalThis.setTimeout(resolve, latency));
    return new Response(upstreamBody({ method, url: new URL(url).pathname }));
  }

  const handler = createCreditsHandler({ apiKey: "test_bench", fetch, authorize: () => true });

  async function visit(customer) {
    const response = await handler(new Request(`http://localhost${mount}${path.replace("cus_bench", customer)}`));
    const isStale = (await response.text()).includes('"stale":true');
    answers[response.status === 200 ? (isStale ? "stale" : "fresh") : "refused"] += 1;
  }

  let next = 0;
  for (let time = 0; time < duration; time += step) {
    while (visits[next]?.at <= time) {
      void visit(visits[next].customer);
      next += 1;
    }
    mock.timers.tick(step);
    await setImmediate();
  }
  mock.timers.reset();
  return { calls, answers };
}

/** Every so often from a moment on, until the end. */
export function polls(customer, from, duration) {
  const times = [];
  for (let at = from; at < duration; at += minute) times.push({ at, customer });
  return times;
}
