import { fetchCredits } from "../../src/client/fetchCredits.ts";
import { aCredit } from "./credits.ts";
import { mount } from "./proxy.ts";

type Parts = { meta?: Record<string, unknown>; data?: readonly unknown[] };

/** What the proxy answers with for `cus_test`, as text. */
export function anAnswer({ meta = {}, data = [aCredit()] }: Parts = {}): string {
  const known = { total: data.length, taken: data.length, skipped: 0, fetched_at: "2026-01-01T10:00:00.000Z", stale: false };
  return JSON.stringify({ meta: { ...known, ...meta }, data });
}

/** Reads the credits of `cus_test` where the proxy gives this answer. */
export function reading(body: string | null, init: ResponseInit = {}) {
  return fetchCredits({ customerId: "cus_test", endpoint: mount, fetch: async () => new Response(body, init) });
}
