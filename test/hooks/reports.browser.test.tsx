import { waitFor } from "@testing-library/react";
import { StrictMode } from "react";
import { describe, expect, it, vi } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import type { CreditBalancesProps } from "../../src/components/CreditBalances/creditBalancesProps.ts";
import { elements } from "../support/elements.ts";
import { connect, connectTo, endpoint, renderInClient, renderWidget } from "../support/renderWidget.tsx";

const aHost = () => ({
  onError: vi.fn<NonNullable<CreditBalancesProps["onError"]>>(),
  onRefresh: vi.fn<NonNullable<CreditBalancesProps["onRefresh"]>>(),
});

describe("onError", () => {
  it("is called once for each read that failed", async () => {
    const host = aHost();
    const { poll, update } = renderWidget({ fetch: connect({ authorize: () => false }).fetch, ...host });
    await elements.failure();
    await poll();
    update({ heading: "Rendered again" });
    expect(host.onError.mock.calls.map(([{ code }]) => code)).toEqual(["forbidden", "forbidden"]);
    expect(host.onRefresh).not.toHaveBeenCalled();
  });

  it("is called once for a read and all its retries", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const host = aHost();
    const requests: Request[] = [];
    const fetch = async (request: Request) => {
      requests.push(request);
      throw new TypeError("fetch failed");
    };
    renderWidget({ fetch, ...host });
    await elements.failure();
    expect(requests).toHaveLength(4);
    expect(host.onError.mock.calls.map(([{ code }]) => code)).toEqual(["network"]);
  });

  it("is called when a refresh fails, though there are numbers", async () => {
    let signedIn: boolean | null = true;
    const host = aHost();
    const { poll } = renderWidget({ fetch: connect({ authorize: () => signedIn }).fetch, ...host });
    await elements.row("API calls");
    signedIn = null;
    await poll();
    expect(host.onError.mock.calls.map(([{ code }]) => code)).toEqual(["unauthenticated"]);
    signedIn = true;
    await poll();
    expect(host.onError).toHaveBeenCalledOnce();
  });

  it("is not called for a read that made room for a newer one", async () => {
    const host = aHost();
    let isHanging = false;
    const { fetch, requests } = connect({ authorize: () => !isHanging || new Promise(() => undefined) });
    renderWidget({ fetch, ...host });
    const refresh = await elements.refresh();
    isHanging = true;
    refresh.click();
    await waitFor(() => expect(requests).toHaveLength(2));
    isHanging = false;
    refresh.click();
    await waitFor(() => expect(host.onRefresh).toHaveBeenCalledTimes(2));
    expect(requests[1]?.signal.aborted).toBe(true);
    expect(host.onError).not.toHaveBeenCalled();
  });
});

describe("onRefresh", () => {
  it("is called once for each answer, with what is shown", async () => {
    const host = aHost();
    const { fetch, move } = connectTo({}, { product_id: "itm_2", name: "Images" });
    const { poll, update } = renderWidget({ fetch, products: ["itm_apicalls"], ...host });
    await elements.row("API calls");
    await move(-250);
    await poll();
    update({ heading: "Rendered again" });
    const answers = host.onRefresh.mock.calls.map(([{ credits, stale }]) => ({
      left: credits.map(({ balance }) => balance),
      stale,
    }));
    expect(answers).toEqual([
      { left: [1_250], stale: false },
      { left: [1_000], stale: false },
    ]);
    expect(host.onRefresh.mock.lastCall?.[0].fetchedAt).toBeInstanceOf(Date);
    expect(host.onError).not.toHaveBeenCalled();
  });

  it("is told of rows that the proxy calls stale", async () => {
    const host = aHost();
    const { fetch } = connect();
    const stale = async (request: Request) =>
      new Response((await (await fetch(request)).text()).replace('"stale":false', '"stale":true'));
    renderWidget({ fetch: stale, ...host });
    await elements.row("API calls");
    expect(host.onRefresh.mock.calls.map(([answer]) => answer.stale)).toEqual([true]);
  });

  it("is not called for an answer that was there before the widget", async () => {
    const host = aHost();
    const { fetch, requests } = connect();
    const props = { customerId: "cus_test", endpoint, fetch, ...host };
    const { rerender } = renderInClient([<CreditBalances key="first" {...props} />]);
    await elements.row("API calls");
    rerender([]);
    rerender([<CreditBalances key="second" {...props} />]);
    await elements.row("API calls");
    expect(requests).toHaveLength(1);
    expect(host.onRefresh).toHaveBeenCalledOnce();
  });
});

it("neither is called twice in StrictMode, nor for a function that is new at every render", async () => {
  let allowed = true;
  const host = aHost();
  const { fetch } = connect({ authorize: () => allowed });
  const widget = () => (
    <StrictMode>
      <CreditBalances
        customerId="cus_test"
        endpoint={endpoint}
        fetch={fetch}
        onError={(error) => host.onError(error)}
        onRefresh={(answer) => host.onRefresh(answer)}
      />
    </StrictMode>
  );
  const { poll, rerender } = renderInClient(widget());
  await elements.row("API calls");
  rerender(widget());
  allowed = false;
  await poll();
  rerender(widget());
  expect(host.onRefresh).toHaveBeenCalledOnce();
  expect(host.onError).toHaveBeenCalledOnce();
});
