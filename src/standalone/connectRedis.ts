import { demand } from "../domain/demand.ts";
import type { CreditsBudget, CreditsStore } from "../proxy/options.ts";
import type { Log } from "./createLog.ts";

/** What several instances have in common. */
export type Shared = { store: CreditsStore; budget: CreditsBudget; isLost: () => boolean; close: () => void };

/** Nothing waits for a Redis that is away: the proxy does without it, and Redis is tried again for as long as the server runs. */
const options = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  connectTimeout: 2_000,
  commandTimeout: 1_000,
  socketTimeout: 3_000,
  retryStrategy: (times: number) => Math.min(times * 200, 3_000),
};

/** Any ten seconds touch eleven windows of a second, wherever they begin: at most 143 calls, of the 200 that Hyperline allows. */
const perSecond = { points: 13, duration: 1 };

/**
 * A cache and a budget in Redis. Whether it can be reached is told in a line each time that it changes, and never thrown.
 *
 * @param account stands for the key and the base URL, so that two accounts on one Redis do not ration each other
 * @throws TypeError when ioredis is not installed
 */
export async function connectRedis(url: string, account: string, log: Log): Promise<Shared> {
  const ioredis = await import("ioredis").catch(() => undefined);
  demand(
    ioredis !== undefined,
    "CREDITS_REDIS_URL needs the package ioredis, which is not installed. Run `npm install ioredis`, or with npx: `npx -p hyperline-credit-balances -p ioredis hyperline-credit-balances`.",
  );
  const { RateLimiterRedis } = await import("rate-limiter-flexible");
  const redis = new ioredis.Redis(url, options);

  let state: "new" | "ready" | "lost" | "closed" = "new";
  const lose = (reason: string) => {
    if (state === "ready" || state === "new") log.notice("redis_lost", { reason });
    if (state !== "closed") state = "lost";
  };
  redis.on("error", (error: Error) => lose(reasonOf(error)));
  redis.on("close", () => lose("closed"));
  redis.on("ready", () => {
    if (state === "lost") log.notice("redis_back");
    state = "ready";
  });
  await new Promise<void>((resolve) => {
    for (const event of ["ready", "error", "close"]) redis.once(event, () => resolve());
  });

  return {
    store: {
      get: (key) => redis.get(key),
      set: (key, value, ttl) => redis.set(key, value, "PX", Math.ceil(ttl)),
      delete: (key) => redis.del(key),
    },
    budget: new RateLimiterRedis({ storeClient: redis, keyPrefix: `hyperline-credits-budget:${account}`, ...perSecond }),
    isLost: () => state === "lost",
    close: () => {
      state = "closed";
      redis.disconnect();
    },
  };
}

/** A code like ECONNREFUSED, or Redis's own word like WRONGPASS; never the whole message, which may name what is secret. */
function reasonOf(error: Error): string {
  if ("code" in error && typeof error.code === "string") return error.code;
  if (/time(d |-)?out/i.test(error.message)) return "timeout";
  return /^[A-Z]{2,}(?= )/.exec(error.message)?.[0] ?? "failed";
}
