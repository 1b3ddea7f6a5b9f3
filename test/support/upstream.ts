import { aCredit } from "./credits.ts";

/** Hyperline's list body, as text. */
export function aList(rows: readonly unknown[] = [aCredit()], meta: Record<string, unknown> = {}): string {
  return JSON.stringify({ meta: { total: rows.length, taken: rows.length, skipped: 0, ...meta }, data: rows });
}

/** A list of one row whose balance is written exactly so, which `JSON.stringify` could not do. */
export function aListWithBalance(digits: string): string {
  return aList([aCredit({ name: "exact" })]).replace(/"current_balance":[^,]+/, `"current_balance":${digits}`);
}

/** An upstream that gives every request the same answer. */
export function answering(body: string, init: ResponseInit = {}) {
  return async () => new Response(body, init);
}

/** An upstream over lists that change: the n-th request reads the n-th list, and later ones the last. */
export function changingUpstream(lists: readonly (readonly unknown[])[], { cap = 100 }: { cap?: number } = {}) {
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    const rows = lists[Math.min(requests.length, lists.length - 1)] ?? [];
    requests.push(request);
    const query = new URL(request.url).searchParams;
    const skip = Number(query.get("skip"));
    const page = rows.slice(skip, skip + Math.min(cap, Number(query.get("take"))));
    return new Response(aList(page, { total: rows.length, skipped: skip }));
  };
  return { fetch, requests };
}

/** A body that never ends; `cancelled` tells whether its reader gave it up. */
export function endlessBody(chunk: string) {
  const state = { cancelled: false };
  const bytes = new TextEncoder().encode(chunk);
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(bytes),
    cancel: () => {
      state.cancelled = true;
    },
  });
  return { body, state };
}

/** What never comes. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
