import type { Fetch } from "../../domain/fetch.ts";
import { createSandbox } from "../../sandbox/createSandbox.ts";
import type { SandboxCredit } from "../../sandbox/credit.ts";
import { proxyOver } from "./proxyOver.stories.shared.ts";

const minute = 60_000;

/** Whose credits {@link sandboxWith} holds. */
export const ownCustomerId = "cus_own";

/** The sandbox with a single customer, `cus_own`, whose products are `itm_own0001` and on. */
export function sandboxWith(drafts: readonly (Pick<SandboxCredit, "name"> & Partial<SandboxCredit>)[]): Fetch {
  const last_refreshed_at = new Date(Date.now() - 2 * minute).toISOString();
  const credits = drafts.map((draft, index) => ({
    product_id: `itm_own${String(index + 1).padStart(4, "0")}`,
    current_balance: 1_250,
    low_count_threshold: 100,
    last_refreshed_at,
    ...draft,
  }));
  return createSandbox({ customers: [{ id: ownCustomerId, credits }] });
}

/** The sandbox, with the balance of one product left out of its answers. */
export function withoutBalance(product: string): Fetch {
  const sandbox = createSandbox();
  return async (request) => {
    const response = await sandbox(request);
    const body = await response.text();
    const known = new RegExp(`("name":"${product}","current_balance":)[^,]+`);
    return new Response(body.replace(known, "$1null"), response);
  };
}

/** The first request gets through, none after it does. */
export function onceThen(first: Fetch, later: Fetch): Fetch {
  let answer = first;
  return (request) => {
    const now = answer;
    answer = later;
    return now(request);
  };
}

export async function failing(): Promise<Response> {
  return new Response("Bad gateway", { status: 502 });
}

export function silent(): Promise<Response> {
  return new Promise(() => undefined);
}

export async function cutOff(): Promise<Response> {
  throw new TypeError("Failed to fetch");
}

/** What a host's own page answers where no proxy is mounted. */
export async function hostsPage(): Promise<Response> {
  return new Response("<!doctype html><title>App</title>", { headers: { "Content-Type": "text/html" } });
}

/** A proxy that read all credits eighteen minutes ago, and since then nothing: it answers `stale: true`. */
export function staleProxy(): Fetch {
  let age = 18 * minute;
  const now = () => Date.now() - age;
  const proxy = proxyOver(onceThen(createSandbox({ now }), failing), { now, maxAge: 0 });
  return async (request) => {
    if (age > 0) await proxy(request.clone());
    age = 0;
    return proxy(request);
  };
}
