import type { Fetch } from "../domain/fetch.ts";
import type { CreditsEvent } from "./events.ts";

/** Options of the proxy. `Incoming` is what the host's framework hands over: a `Request`, or Node's `IncomingMessage`. */
export type CreditsProxyOptions<Incoming> = {
  /**
   * The secret Hyperline key, `prod_…` or `test_…`. It is sent to `baseUrl` and nowhere else. The type allows undefined so that
   * `process.env.HYPERLINE_API_KEY` can stand here; without a key nothing is created.
   */
  apiKey: string | undefined;
  /**
   * Whether whoever sends this request may read this customer's credits. Exactly `true`: yes. `null`: nobody is signed in (401). Else,
   * and a throw: no (403). Later than `timeout`: 504. Asked for every request, before any cache. Ready-made: `customerTokens`.
   */
  authorize: (request: Incoming, customerId: string) => boolean | null | Promise<boolean | null>;
  /** Hyperline's address, https or loopback. @default its sandbox's for a key that starts with `test_`, else the live one */
  baseUrl?: string | undefined;
  /** By when every request is answered, in milliseconds, up to 120_000. The widget gives up after 20_000. @default 8_000 */
  timeout?: number | undefined;
  /** How long rows are fresh and answered without asking Hyperline, in milliseconds, give or take a tenth. @default 15_000 */
  maxAge?: number | undefined;
  /** Up to which age the last good rows are shown, as stale, while Hyperline cannot be read; milliseconds. @default 3_600_000 */
  maxStale?: number | undefined;
  /** The most calls to Hyperline in any 10 seconds, from 20, of the 200 it allows; or a limiter for several instances. @default 150 */
  budget?: number | CreditsBudget | undefined;
  /** A cache for several instances, such as a Keyv. Its failures cost 50 milliseconds and never a request. @default none */
  store?: CreditsStore | undefined;
  /** Origins of pages on other sites that may read here, as browsers send them: `["https://app.example.com"]`. @default none */
  allowedOrigins?: readonly string[] | undefined;
  /** Told what happens inside, for logs and metrics. Its result is not awaited, its errors are dropped. */
  onEvent?: ((event: CreditsEvent) => unknown) | undefined;
  /** Adds `Server-Timing` and `Cache-Status` (RFC 9211) to answers. @default false */
  diagnostics?: boolean | undefined;
  /** @default the platform's `fetch` */
  fetch?: Fetch | undefined;
  /** Milliseconds since 1970; for tests. @default Date.now */
  now?: (() => number) | undefined;
};

/**
 * Counts calls, as every limiter of rate-limiter-flexible does (`RateLimiterRedis`): resolves when one may be made, rejects with
 * `{ msBeforeNext }` when not. If it rejects with anything else, or takes more than 50 ms, the instance counts for itself.
 */
export type CreditsBudget = { consume: (key: string) => Promise<unknown> };

/** What Keyv and its like can do. Values are strings, `ttl` is in milliseconds. */
export type CreditsStore = {
  get: (key: string) => unknown;
  set: (key: string, value: string, ttl: number) => unknown;
  delete: (key: string) => unknown;
};
