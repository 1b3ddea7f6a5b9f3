import * as v from "valibot";
import { creditsAnswer } from "../../src/domain/creditsAnswer.ts";
import type { Fetch } from "../../src/domain/fetch.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { aCredit, testTime } from "./credits.ts";
import { creditsUrl, problemOf } from "./proxy.ts";
import { aList } from "./upstream.ts";

/** Whose credits a request to the upstream is about. */
export function customerOf(request: Request): string {
  return decodeURIComponent(new URL(request.url).pathname.split("/")[3] ?? "");
}

/** An upstream where every customer exists, with one product whose balance tells how many lists were given before. */
export function everyCustomer(): Fetch {
  let given = 0;
  return async (request) => {
    const customer_id = customerOf(request);
    const row = aCredit({ customer_id, product_id: `itm_of_${customer_id}`, current_balance: given });
    given += 1;
    return new Response(aList([row]));
  };
}

/** What an answer tells in one word: `fresh 3`, `stale 3` (and its balance), or the problem: `502 upstream_failed`. */
export async function wordOf(response: Response): Promise<string> {
  if (response.status !== 200) return problemOf(response);
  const { meta, data } = await answerOf(response);
  return [meta.stale ? "stale" : "fresh", ...data.map((row) => row.current_balance)].join(" ");
}

/** The body of a successful answer. */
export async function answerOf(response: Response) {
  return v.parse(creditsAnswer, await response.json());
}

/**
 * A proxy at a time that the test sets, over an upstream that the test can exchange, with everything that it was asked. Its budget is no limit
 * unless a test says so.
 */
export function proxyInTime(changes: Partial<CreditsProxyOptions<Request>> = {}) {
  const clock = { time: testTime };
  const upstream = {
    answer: everyCustomer(),
    requests: new Array<Request>(),
  };
  const fetch: Fetch = (request) => {
    upstream.requests.push(request);
    return upstream.answer(request);
  };
  const options: CreditsProxyOptions<Request> = {
    apiKey: "test_key",
    fetch,
    authorize: () => true,
    now: () => clock.time,
    budget: 1_000_000,
    ...changes,
  };
  const handler = createCreditsHandler(options);

  return {
    clock,
    upstream,
    options,
    calls: () => upstream.requests.length,
    ask: (customerId = "cus_test", headers: Record<string, string> = {}, init: RequestInit = {}) =>
      handler(new Request(creditsUrl(customerId), { headers, ...init })),
    /** Asks, and tells the answer in a word. */
    read: async (customerId = "cus_test", headers: Record<string, string> = {}) =>
      wordOf(await handler(new Request(creditsUrl(customerId), { headers }))),
  };
}

/** An upstream whose calls wait until the test answers them, in any order. */
export function heldUpstream() {
  const held = new Array<{ customer: string; answer: (response: Response | Promise<Response>) => void }>();
  const fetch: Fetch = (request) =>
    new Promise((resolve) => {
      held.push({ customer: customerOf(request), answer: resolve });
    });
  return { fetch, held };
}
