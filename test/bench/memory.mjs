/**
 * How much memory the cache takes when far more customers with long lists come by than it may hold, and when they all fail.
 *
 * Usage: npm run build && node --expose-gc test/bench/memory.mjs
 */
import { setTimeout } from "node:timers/promises";
import { createCreditsHandler } from "../../dist/proxy.js";

const customers = 6_000;
const products = 99;
/** The cache holds 64 MiB; what Node needs besides must fit into half as much again. */
const limit = 96;

const encoder = new TextEncoder();
const latin = "Enterprise-wide multilingual document understanding, ".repeat(2);
/** One letter that takes two bytes makes all of a text take two. */
const wide = latin.replace(",", " —");

function list(customer, name) {
  const data = Array.from({ length: products }, (_, index) => ({
    product_id: `itm_${index}`,
    customer_id: customer,
    name,
    current_balance: index,
    low_count_threshold: null,
    last_refreshed_at: "2026-01-01T09:58:00.000Z",
    created_at: "2025-06-01T08:00:00.000Z",
    updated_at: "2025-12-24T08:00:00.000Z",
  }));
  return encoder.encode(JSON.stringify({ meta: { total: products }, data }));
}

/** What is left after garbage was collected; buffers are given back a little later than the objects that held them. */
async function used() {
  globalThis.gc();
  await setTimeout(200);
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

async function measure(title, count, status, fetch) {
  const handler = createCreditsHandler({ apiKey: "test_key", fetch, authorize: () => true, budget: 10_000_000 });
  const before = await used();
  let most = 0;
  for (let index = 0; index < count; index += 1) {
    const url = `http://localhost/v1/customers/cus_${index}/credits`;
    const response = await handler(new Request(url));
    if (response.status !== status) throw new Error(`Answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
    if (index % (count / 5) === 0) most = Math.max(most, (await used()) - before);
  }
  most = Math.max(most, (await used()) - before);
  process.stdout.write(`${title}, ${count} customers: ${most.toFixed(0)} MiB at the most (limit ${limit})\n`);
  if (!(most <= limit)) process.exitCode = 1;
  // Keeps the proxy alive until it was measured.
  await handler(new Request("http://localhost/"));
}

if (!globalThis.gc) throw new Error("Run with --expose-gc, or garbage is counted, too.");
for (const [words, name] of [
  ["", latin],
  [" with a dash in each", wide],
]) {
  const rows = `${(list("cus_0", name).byteLength / 1024).toFixed(0)} KiB`;
  const fetch = async (request) => new Response(list(new URL(request.url).pathname.split("/")[3], name));
  await measure(`${rows} of rows${words}`, customers, 200, fetch);
}
await measure("nothing but failures", 150_000, 502, () =>
  Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") })),
);
