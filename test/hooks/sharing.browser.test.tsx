import { QueryClient } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { elements } from "../support/elements.ts";
import { connect, endpoint, renderWidget } from "../support/renderWidget.tsx";
import { showPage } from "../support/showPage.ts";

const fifty = Array.from({ length: 50 }, (_, index) => index);

/** The private query client is shared by the whole page: an endpoint of its own for each test that uses it. */
let pages = 0;
const ownEndpoint = () => `${endpoint}/${(pages += 1)}`;

afterEach(() => showPage(true));

describe("fifty widgets for one customer", () => {
  it("make one request, without a query client around", async () => {
    const { fetch, requests } = connect();
    const props = { customerId: "cus_test", endpoint: ownEndpoint(), fetch };
    render(fifty.map((key) => <CreditBalances key={key} {...props} />));
    await waitFor(() => expect(screen.getAllByText("1,250")).toHaveLength(50));
    expect(requests).toHaveLength(1);
  });

  it("and one that is added a moment later still make one request", async () => {
    const { fetch, requests } = connect();
    const props = { customerId: "cus_test", endpoint: ownEndpoint(), fetch };
    const { rerender } = render([<CreditBalances key="first" {...props} />]);
    await screen.findByText("1,250");
    rerender([<CreditBalances key="first" {...props} />, <CreditBalances key="second" {...props} />]);
    expect(screen.getAllByText("1,250")).toHaveLength(2);
    expect(requests).toHaveLength(1);
  });

  it("share one timer, which ends with the last of them", async () => {
    const started = vi.spyOn(globalThis, "setInterval");
    const stopped = vi.spyOn(globalThis, "clearInterval");
    const { fetch } = connect();
    const props = { customerId: "cus_test", endpoint: ownEndpoint(), fetch, refetchInterval: false } as const;
    const { unmount } = render(fifty.map((key) => <CreditBalances key={key} {...props} />));
    await waitFor(() => expect(screen.getAllByText("1,250")).toHaveLength(50));

    const ticking = started.mock.results.filter((_, call) => started.mock.calls[call]?.[1] === 10_000);
    expect(ticking).toHaveLength(1);
    unmount();
    expect(stopped).toHaveBeenCalledWith(ticking[0]?.value);
  });
});

describe("the query client", () => {
  it("of the host is used where there is one", async () => {
    const client = new QueryClient();
    renderWidget({ fetch: connect().fetch }, client);
    await screen.findByText("1,250");
    expect(
      client
        .getQueryCache()
        .getAll()
        .map(({ queryKey }) => queryKey),
    ).toEqual([["hyperline-credits", endpoint, "cus_test"]]);
  });

  it("of the host cannot turn its defaults against a balance", async () => {
    const leftovers = { suspense: true, select: () => "something else" };
    const persister = vi.fn<() => Promise<never>>(() => Promise.reject(new Error("Kept on a disk.")));
    const client = new QueryClient({
      defaultOptions: {
        queries: {
          placeholderData: (previous: unknown) => previous,
          throwOnError: true,
          staleTime: Number.POSITIVE_INFINITY,
          enabled: false,
          networkMode: "offlineFirst",
          retry: 50,
          notifyOnChangeProps: ["dataUpdatedAt"],
          persister,
          ...leftovers,
        },
      },
    });
    const { fetch } = connect({ authorize: (_request, customerId) => customerId === "cus_test" });
    const { update } = renderWidget({ fetch }, client);
    expect(elements.widget()).toHaveAttribute("data-status", "loading");
    await screen.findByText("1,250");
    update({ customerId: "cus_other" });
    expect(screen.queryByText("1,250")).toBeNull();
    // Sooner than the next tick of the clock, which would show it too.
    await waitFor(() => expect(elements.widget()).toHaveAttribute("data-status", "error"), { timeout: 5_000 });
    expect(persister).not.toHaveBeenCalled();
  });

  it("of the host cannot keep a widget from trying again when it is put back", async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false } } });
    let allowed = false;
    const { fetch } = connect({ authorize: () => allowed });
    const { unmount } = renderWidget({ fetch }, client);
    await elements.failure();
    unmount();
    allowed = true;
    renderWidget({ fetch }, client);
    expect(await screen.findByText("1,250")).toBeVisible();
  });

  it("is none's but the widget's where there is no provider, and still refetches on focus", async () => {
    const { fetch, requests } = connect();
    render(<CreditBalances customerId="cus_test" endpoint={ownEndpoint()} fetch={fetch} />);
    await screen.findByText("1,250");
    act(() => {
      showPage(false);
      showPage(true);
    });
    await waitFor(() => expect(requests).toHaveLength(2));
  });
});

it("works in StrictMode", async () => {
  render(
    <StrictMode>
      <CreditBalances customerId="cus_test" endpoint={ownEndpoint()} fetch={connect().fetch} />
    </StrictMode>,
  );
  expect(await screen.findByText("1,250")).toBeVisible();
});
