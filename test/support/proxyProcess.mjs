/**
 * One instance of the proxy as a host runs it, with a store and a budget in Redis. It is forked with its addresses as JSON, and tells the port
 * that it listens on, and whenever it could not use Redis. Node 20 runs no TypeScript, so vite loads the source.
 */
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import KeyvRedis from "@keyv/redis";
import { Redis } from "ioredis";
import { Keyv } from "keyv";
import { RateLimiterRedis } from "rate-limiter-flexible";
import { runnerImport } from "vite";

const { redisUrl, baseUrl } = JSON.parse(process.argv[2] ?? "{}");
const proxy = fileURLToPath(new URL("../../src/proxy.ts", import.meta.url));
const { module } = await runnerImport(proxy, { configFile: false, logLevel: "silent" });

// Both clients report a Redis that is away as an event, which ends a process where nobody listens.
const store = new Keyv(new KeyvRedis(redisUrl)).on("error", () => undefined);
const storeClient = new Redis(redisUrl, { retryStrategy: () => 200 }).on("error", () => undefined);

const listener = module.createCreditsListener({
  apiKey: "test_key",
  baseUrl,
  authorize: () => true,
  store,
  onEvent: ({ type, operation }) => {
    if (type === "store_failed") process.send?.({ storeFailed: operation });
  },
  // Any ten seconds touch eleven windows of one second: 143 calls at the most.
  budget: new RateLimiterRedis({ storeClient, points: 13, duration: 1 }),
});

const server = createServer(listener).listen(0, "127.0.0.1", () => process.send?.({ port: server.address().port }));
process.on("disconnect", () => process.exit());
