import KeyvRedis from "@keyv/redis";
import { Redis } from "ioredis";
import { Keyv } from "keyv";
import { RateLimiterRedis } from "rate-limiter-flexible";

const url = process.env.REDIS_URL ?? "redis://127.0.0.1:6379";

/** For the proxy's options: `createCreditsListener({ apiKey, authorize, ...shared })`. */
export const shared = {
  store: new Keyv(new KeyvRedis(url)),
  // Any ten seconds touch eleven windows of one second: 143 calls at the most, of the 200 that Hyperline allows.
  budget: new RateLimiterRedis({ storeClient: new Redis(url), keyPrefix: "credits", points: 13, duration: 1 }),
};
