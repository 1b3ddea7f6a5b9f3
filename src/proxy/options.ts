import type { Fetch } from "../domain/fetch.ts";

/** Options of the proxy. `Incoming` is what the host's framework hands over: a `Request`, or Node's `IncomingMessage`. */
export type CreditsProxyOptions<Incoming> = {
  /**
   * The secret Hyperline key, `prod_…` or `test_…`. It is sent to `baseUrl` and nowhere else. The type allows undefined so that
   * `process.env.HYPERLINE_API_KEY` can stand here; without a key nothing is created.
   */
  apiKey: string | undefined;
  /**
   * Whether whoever sends this request may read this customer's credits. Exactly `true`: yes. `null`: nobody is signed in (401).
   * Anything else, and a throw: no (403). Asked for every request.
   */
  authorize: (request: Incoming, customerId: string) => boolean | null | Promise<boolean | null>;
  /**
   * Hyperline's address; `https:`, or a loopback address.
   * @default "https://sandbox.api.hyperline.co" for a key that starts with `test_`, else "https://api.hyperline.co"
   */
  baseUrl?: string | undefined;
  /**
   * By when every request is answered, in milliseconds, up to two minutes. The widget itself gives up after 20 seconds.
   * @default 8_000
   */
  timeout?: number | undefined;
  /** @default the platform's `fetch` */
  fetch?: Fetch | undefined;
  /**
   * Milliseconds since 1970; for tests.
   * @default Date.now
   */
  now?: (() => number) | undefined;
};

/** Options with every default filled in, for the whole life of a proxy. */
export type Settings = {
  apiKey: string;
  baseUrl: string;
  timeout: number;
  fetch: Fetch;
  now: () => number;
};

const longestTimeout = 120_000;

/** Checks what the host passed. Throws on the first mistake, with what is wrong and how to mend it; never repeats the key. */
export function toSettings<Incoming>(options: CreditsProxyOptions<Incoming>): Settings {
  const { apiKey, authorize, timeout = 8_000, fetch = globalThis.fetch, now = Date.now } = options;
  if (typeof apiKey !== "string" || apiKey === "") {
    throw new TypeError(
      "apiKey is missing: without it Hyperline answers nobody. Pass the key from your server's environment, as in `apiKey: process.env.HYPERLINE_API_KEY`.",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError(
      "apiKey holds a space, a line break or another character that cannot stand in a header. Copy it again, without quotes or blanks around it.",
    );
  }
  if (typeof authorize !== "function") {
    throw new TypeError(
      "authorize is missing: without it anybody could read anybody's credits. Pass a function that returns true when the signed-in visitor belongs to customerId.",
    );
  }
  if (!(timeout >= 1 && timeout <= longestTimeout)) {
    throw new RangeError(`timeout is ${timeout}: it is in milliseconds, from 1 to ${longestTimeout}. Leave it out for 8000.`);
  }
  if (typeof fetch !== "function") {
    throw new TypeError(
      "fetch is not a function. Leave it out to use the platform's, or pass a function from Request to a promise of Response.",
    );
  }
  if (typeof now !== "function")
    throw new TypeError("now is not a function. Leave it out, or pass a function that returns milliseconds since 1970.");
  return { apiKey, baseUrl: toBaseUrl(options.baseUrl ?? defaultBaseUrl(apiKey)), timeout, fetch, now };
}

/** Hyperline's keys work on their own host only. https://docs.hyperline.co (API, "Authentication") */
function defaultBaseUrl(apiKey: string): string {
  return apiKey.startsWith("test_") ? "https://sandbox.api.hyperline.co" : "https://api.hyperline.co";
}

function toBaseUrl(text: string): string {
  const mend = 'Pass an address like "https://api.hyperline.co", or leave it out.';
  if (!URL.canParse(text)) throw new TypeError(`baseUrl is no URL. ${mend}`);
  const url = new URL(text);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw new TypeError(`baseUrl is ${url.protocol}//${url.host}: the key would travel unprotected. ${mend}`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError(`baseUrl carries a user name, a query or a fragment, which have no meaning there. ${mend}`);
  }
  return url.href.replace(/\/+$/, "");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
