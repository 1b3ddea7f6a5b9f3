import { demand, demandUrl } from "../domain/demand.ts";
import type { CreditsProxyOptions } from "./options.ts";

/** Options that were checked, with every default filled in, for the whole life of a proxy. */
export type Settings = ReturnType<typeof toSettings>;

/** Checks what the host passed. Throws on the first mistake, with what is wrong and how to mend it; never repeats the key. */
export function toSettings(options: CreditsProxyOptions<never>) {
  const { apiKey, budget = 150, store, allowedOrigins = [], onEvent, fetch = globalThis.fetch, now = Date.now } = options;
  demand(
    typeof apiKey === "string" && apiKey !== "",
    "apiKey is missing: without it Hyperline answers nobody. Pass the key from your server's environment, as in `apiKey: process.env.HYPERLINE_API_KEY`.",
  );
  demand(
    /^[\x21-\x7e]+$/.test(apiKey),
    "apiKey holds a space, a line break or another character that cannot stand in a header. Copy it again, without quotes or blanks around it.",
  );
  demand(
    isFunction(options.authorize),
    "authorize is missing: without it anybody could read anybody's credits. Pass a function that returns true when the signed-in visitor belongs to customerId.",
  );
  for (const [name, value] of Object.entries({ fetch, now, onEvent })) {
    demand(
      isFunction(value) || (name === "onEvent" && value === undefined),
      `${name} is not a function. Leave it out, or pass one as its description says.`,
    );
  }
  demand(
    typeof budget === "number" ? Number.isInteger(budget) && budget >= 20 : isFunction(budget?.consume),
    "budget is neither a whole number of calls per 10 seconds, from 20, nor a limiter with a consume method. Leave it out for 150.",
  );
  demand(
    store === undefined || [store?.get, store?.set, store?.delete].every(isFunction),
    "store lacks get, set or delete. Pass a Keyv, or an object with these three methods; or leave it out.",
  );
  for (const origin of allowedOrigins) {
    demand(
      URL.canParse(origin) && new URL(origin).origin === origin && !/^null$|\*/.test(origin),
      `allowedOrigins holds ${JSON.stringify(origin)}, which no browser sends as an origin. Write it like "https://app.example.com": no path, no slash at the end, no wildcard.`,
    );
  }
  // Hyperline's keys work on their own host only. https://docs.hyperline.co (API, "Authentication")
  const baseUrl = options.baseUrl ?? `https://${apiKey.startsWith("test_") ? "sandbox." : ""}api.hyperline.co`;
  return {
    apiKey,
    baseUrl: demandUrl("baseUrl", baseUrl, "https://api.hyperline.co").href.replace(/\/+$/, ""),
    timeout: toDuration("timeout", options.timeout, 8_000, 1, 120_000),
    maxAge: toDuration("maxAge", options.maxAge, 15_000, 0, 3_600_000),
    maxStale: toDuration("maxStale", options.maxStale, 3_600_000, 0, 7 * 86_400_000),
    budget: typeof budget === "number" ? { calls: budget } : { calls: 150, limiter: budget },
    store,
    allowedOrigins: new Set(allowedOrigins),
    onEvent,
    diagnostics: options.diagnostics === true,
    fetch,
    now,
    tick: toTick(now),
  };
}

/** The same clock for durations: when it is set back, this one goes on. */
function toTick(now: () => number): () => number {
  let last = Number.NEGATIVE_INFINITY;
  let setBack = 0;
  return () => {
    const time = now();
    if (time < last) setBack += last - time;
    last = time;
    return time + setBack;
  };
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function toDuration(name: string, value: number | undefined, otherwise: number, least: number, most: number): number {
  const duration = value ?? otherwise;
  const mend = `it is in milliseconds, from ${least} to ${most}. Leave it out for ${otherwise}.`;
  demand(duration >= least && duration <= most, `${name} is ${duration}: ${mend}`);
  return duration;
}
