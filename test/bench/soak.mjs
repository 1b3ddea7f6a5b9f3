/**
 * A million requests of 2,000 customers through the proxy, one in twenty upstream calls of which fails in some way: what is left in memory, which handles
 * stay open, and whether a rejection was handled by nobody.
 *
 * Usage: npm run build && node --expose-gc test/bench/soak.mjs
 */
import { setTimeout } from "node:timers/promises";
import { createCreditsHandler } from "../../dist/proxy.js";
import { mount, upstreamBody } from "./proxies.mjs";

const requests = 1_000_000;
const customers = 2_000;
const samples = 10;
const atOnce = 50;
/** Bytes that the heap may grow by for a request, measured over the second half. */
const limit = 2;

let rejections = 0;
process.on("unhandledRejection", () => (rejections += 1));

let calls = 0;
const faults = [
  () => new Response("Bad gateway", { status: 502 }),
  () => Promise.reject(new TypeError("fetch failed")),
  () => new Response('{ "meta": {}, "data"', { status: 200 }),
  () => new Response(null, { status: 401 }),
];

async function fetch({ method, url }) {
  calls += 1;
  if (calls % 20 === 0) return faults[(calls / 20) % faults.length]();
  return new Response(upstreamBody({ method, url: new URL(url).pathname }));
}

let ahead = 0;
const handler = createCreditsHandler({
  apiKey: "test_soak",
  fetch,
  authorize: async () => true,
  budget: 10_000_000,
  now: () => Date.now() + ahead,
});

async function used() {
  globalThis.gc();
  await setTimeout(100);
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const handles = () => process.getActiveResourcesInfo().filter((name) => name !== "Immediate").length;

const statuses = new Map();
const heap = [];
let before;
let asked = 0;
for (let sample = 0; sample < samples; sample += 1) {
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let index = 0; index < requests / samples / atOnce; index += 1) {
        asked += 1;
        if (asked % customers === 0) ahead += 5_000;
        const path = `${mount}/v1/customers/cus_${asked % customers}/credits`;
        const response = await handler(new Request(`http://localhost${path}`));
        await response.arrayBuffer();
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      }
    }),
  );
  heap.push(await used());
  before ??= handles();
}

const half = heap.slice(samples / 2);
const slope = (half.at(-1) - half[0]) / (requests / 2);
const open = handles() - before;
const answers = [...statuses].map(([status, count]) => `${count} × ${status}`).join(", ");
process.stdout.write(
  `${asked} requests, ${calls} upstream calls, ${answers}: heap ${slope.toFixed(2)} bytes a request over the second half (limit ${limit}), ` +
    `${(heap.at(-1) / 2 ** 20).toFixed(1)} MiB at the end, ${open} handles more, ${rejections} rejections unhandled\n`,
);
if (slope > limit || open > 0 || rejections > 0) process.exitCode = 1;
