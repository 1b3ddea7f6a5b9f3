import { QueryClient } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import { useEffect, useRef } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import type { CreditBalance } from "../../src/domain/creditBalance.ts";
import { useCreditBalances } from "../../src/hooks/useCreditBalances.ts";
import { aCredit, aCustomer } from "../support/credits.ts";
import { connect, endpoint } from "../support/renderWidget.tsx";

/** A turn of the real event loop, in which answers are read. */
const { setTimeout: startTimer } = globalThis;
const turn = () => new Promise((resolve) => startTimer(resolve));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] });
});

const images = { product_id: "itm_2", name: "Images", current_balance: 7 };

/** A host's shop for `cus_test`, who has two products; and when it read, in seconds after it opened. */
async function aShop(changes: Parameters<typeof connect>[0] = {}) {
  const client = new QueryClient();
  const customers = [
    aCustomer({ credits: [aCredit(), aCredit(images)] }),
    aCustomer({ id: "cus_other", credits: [aCredit({ current_balance: 3 })] }),
  ];
  const connection = connect({ customers, maxAge: 0, ...changes });
  const opened = Date.now();
  const reads: number[] = [];
  const fetch = (request: Request) => {
    reads.push((Date.now() - opened) / 1_000);
    return connection.fetch(request);
  };
  const { result, rerender, unmount } = renderHook(
    ({ customerId }) => useCreditBalances({ customerId, endpoint, fetch, refetchInterval: false, queryClient: client }),
    { initialProps: { customerId: "cus_test" } },
  );

  /** Lets time pass in steps of a tenth of a second, each no longer than the reads that it set off. */
  async function pass(seconds: number) {
    for (let tenth = 0; tenth < seconds * 10; tenth += 1) {
      await act(() => vi.advanceTimersByTimeAsync(100));
      while (client.isFetching() > 0) {
        await act(async () => {
          await turn();
          await vi.advanceTimersByTimeAsync(0);
        });
      }
    }
  }

  /** Begins to wait; `found` is undefined until that is over. */
  function begin() {
    const waiting: { found?: readonly CreditBalance[] } = {};
    void result.current.awaitChange().then((found) => Object.assign(waiting, { found }));
    return waiting;
  }

  await pass(0.3);
  return { ...connection, client, reads, result, rerender, unmount, pass, begin };
}

it("ends with the credits that moved, as they are now, and no others", async () => {
  const { begin, move, pass } = await aShop();
  const waiting = begin();
  await pass(3);
  expect(waiting.found).toBeUndefined();
  await move(500);
  await pass(10);
  expect(waiting.found).toMatchObject([{ productId: "itm_apicalls", balance: 1_750, level: "ok" }]);
});

it("reads no more once a balance has moved", async () => {
  const { begin, move, pass, reads } = await aShop();
  begin();
  await move(500);
  await pass(2);
  const soFar = reads.length;
  await pass(60);
  expect(reads).toHaveLength(soFar);
});

it("counts what had moved between the last read and the call", async () => {
  const { begin, move, pass } = await aShop();
  await move(-7, "itm_2");
  const waiting = begin();
  await pass(1.5);
  expect(waiting.found).toMatchObject([{ productId: "itm_2", balance: 0, level: "out" }]);
});

it("ends with none after a minute", async () => {
  const { begin, pass } = await aShop();
  const waiting = begin();
  await pass(59);
  expect(waiting.found).toBeUndefined();
  await pass(1.5);
  expect(waiting.found).toEqual([]);
});

it("ends with none after a minute though no answer comes any more", async () => {
  const state = { isHanging: false };
  const { begin } = await aShop({ authorize: () => !state.isHanging || new Promise(() => undefined), timeout: 120_000 });
  state.isHanging = true;
  const waiting = begin();
  await act(() => vi.advanceTimersByTimeAsync(61_000));
  expect(waiting.found).toEqual([]);
});

it("reads less and less often, twelve times at most, and asks for newer rows each time", async () => {
  const { begin, pass, reads, requests } = await aShop();
  begin();
  await pass(61);
  const [, ...own] = reads;
  const pauses = own.map((at, index) => at - (own[index - 1] ?? 0.3)).slice(0, -1);
  expect(own.length).toBeGreaterThanOrEqual(6);
  expect(own.length).toBeLessThanOrEqual(12);
  for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThanOrEqual((pauses[index - 1] ?? 0) - 0.2);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(10.2);
  expect(new Set(requests.slice(1).map(({ headers }) => headers.get("Cache-Control")))).toEqual(new Set(["no-cache"]));
});

it("takes the first numbers for no change", async () => {
  const state = { allowed: false };
  const { begin, pass, move, result } = await aShop({ authorize: () => state.allowed });
  expect(result.current.status).toBe("error");
  const waiting = begin();
  state.allowed = true;
  await pass(5);
  expect(result.current.status).toBe("ready");
  expect(waiting.found).toBeUndefined();
  await move(1);
  await pass(10);
  expect(waiting.found).toMatchObject([{ productId: "itm_apicalls", balance: 1_251 }]);
});

it("goes on after a read that failed", async () => {
  const state = { allowed: true };
  const { begin, pass, move, result } = await aShop({ authorize: () => state.allowed });
  state.allowed = false;
  const waiting = begin();
  await pass(5);
  expect(result.current).toMatchObject({ status: "ready", stale: true });
  expect(waiting.found).toBeUndefined();
  state.allowed = true;
  await move(1);
  await pass(10);
  expect(waiting.found).toMatchObject([{ balance: 1_251 }]);
});

it("stops when the component goes, and ends with none", async () => {
  const { begin, pass, reads, unmount } = await aShop();
  const waiting = begin();
  await pass(3);
  const soFar = reads.length;
  unmount();
  await pass(20);
  expect(waiting.found).toEqual([]);
  expect(reads).toHaveLength(soFar);
});

it("stops when another customer is shown, and ends with none of theirs", async () => {
  const { begin, pass, requests, rerender, result } = await aShop();
  const waiting = begin();
  await pass(3);
  rerender({ customerId: "cus_other" });
  await pass(60);
  expect(result.current).toMatchObject({ status: "ready", credits: [{ customerId: "cus_other", balance: 3 }] });
  expect(waiting.found).toEqual([]);
  const later = requests.map(({ url }) => url.includes("cus_other"));
  expect(later.lastIndexOf(false)).toBeLessThan(later.indexOf(true));
  expect(later.filter(Boolean)).toHaveLength(1);
});

it("can be asked for as soon as a page is there, also in StrictMode", async () => {
  const { fetch } = connect({ maxAge: 0 });
  const found: unknown[] = [];
  const useShop = () => {
    const { awaitChange } = useCreditBalances({ customerId: "cus_test", endpoint, fetch, queryClient: client });
    const isAsked = useRef(false);
    useEffect(() => {
      if (isAsked.current) return;
      isAsked.current = true;
      void awaitChange().then((moved) => found.push(moved));
    }, [awaitChange]);
  };
  const client = new QueryClient();
  renderHook(useShop, { reactStrictMode: true });
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect(found).toEqual([]);
});
