import { QueryClient } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { aCredit, aCustomer } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, endpoint, renderWidget } from "../support/renderWidget.tsx";

const fifty = Array.from({ length: 50 }, (_, index) => index);

/** A page of its own for each test that has no query client around: the private one is shared by the whole page. */
let pages = 0;
const ownEndpoint = () => `${endpoint}/${(pages += 1)}`;

/** What `document.visibilityState` says, until the test ends. */
function showPage(visible: boolean) {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(visible ? "visible" : "hidden");
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}

afterEach(() => {
  showPage(true);
});

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
    const client = new QueryClient({
      defaultOptions: {
        queries: {
          placeholderData: (previous: unknown) => previous,
          throwOnError: true,
          staleTime: Number.POSITIVE_INFINITY,
          enabled: false,
          networkMode: "offlineFirst",
          retry: 50,
        },
      },
    });
    const { fetch } = connect({ authorize: (_request, customerId) => customerId === "cus_test" });
    const { update } = renderWidget({ fetch }, client);
    await screen.findByText("1,250");
    update({ customerId: "cus_other" });
    expect(screen.queryByText("1,250")).toBeNull();
    await elements.alert();
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

describe("a switch of customers", () => {
  it("shows no number of the former one, not for a single frame", async () => {
    const { fetch } = connect({
      customers: [
        aCustomer({ id: "cus_rich", credits: [aCredit({ current_balance: 777_777 })] }),
        aCustomer({ id: "cus_poor", credits: [aCredit({ current_balance: 5 })] }),
      ],
    });
    const { update } = renderWidget({ fetch, customerId: "cus_rich" });
    await screen.findByText("777,777");

    const frames: string[] = [];
    const observer = new MutationObserver(() => frames.push(document.body.textContent));
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    update({ customerId: "cus_poor" });
    frames.push(document.body.textContent);
    await screen.findByText("5");
    observer.disconnect();

    expect(frames.length).toBeGreaterThan(1);
    expect(frames.filter((frame) => frame.includes("777,777"))).toEqual([]);
  });

  it("gives up the read of the former one", async () => {
    const { fetch, requests } = connect({ fetch: () => new Promise(() => undefined) });
    const { update } = renderWidget({ fetch });
    await waitFor(() => expect(requests).toHaveLength(1));
    update({ customerId: "cus_other" });
    await waitFor(() => expect(requests[0]?.signal.aborted).toBe(true));
  });
});

describe("polling", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  });

  /** Lets time pass in steps of a second, each no longer than the reads that it set off. */
  async function pass(client: QueryClient, seconds: number) {
    for (let second = 0; second < seconds; second += 1) {
      await act(async () => vi.advanceTimersByTime(1_000));
      while (client.isFetching() > 0) await act(() => new Promise((resolve) => setTimeout(resolve)));
    }
  }

  it.each([
    { label: "every 60 seconds by default", props: {}, after: 185, reads: 4 },
    { label: "as often as it is told", props: { refetchInterval: 20_000 }, after: 185, reads: 10 },
    { label: "not at all when it is told so", props: { refetchInterval: false } as const, after: 600, reads: 1 },
  ])("reads $label", async ({ props, after, reads }) => {
    const client = new QueryClient();
    const { fetch, requests } = connect();
    renderWidget({ ...props, fetch }, client);
    await pass(client, after);
    expect(requests).toHaveLength(reads);
  });

  it("rests while the page is hidden, and reads at once when it is seen again", async () => {
    const client = new QueryClient();
    const { fetch, requests } = connect();
    renderWidget({ fetch }, client);
    await pass(client, 1);
    act(() => showPage(false));
    await pass(client, 600);
    expect(requests).toHaveLength(1);
    act(() => showPage(true));
    await pass(client, 1);
    expect(requests).toHaveLength(2);
  });

  it("lets the age of a balance grow without a read", async () => {
    const client = new QueryClient();
    const credits = [aCredit({ last_refreshed_at: new Date(Date.now() - 110_000).toISOString() })];
    const { fetch, requests } = connect({ customers: [aCustomer({ credits })] });
    renderWidget({ fetch, refetchInterval: false }, client);
    expect(await screen.findByText("As of 1 minute ago")).toBeVisible();
    await pass(client, 20);
    expect(screen.getByText("As of 2 minutes ago")).toBeVisible();
    expect(requests).toHaveLength(1);
  });
});

describe("a wrong clock on the visitor's machine", () => {
  const hour = 3_600_000;

  it.each([
    { label: "three hours slow", ahead: 3 * hour },
    { label: "three hours fast", ahead: -3 * hour },
    { label: "a year slow", ahead: 365 * 24 * hour },
  ])("that is $label changes no age", async ({ ahead }) => {
    const serverNow = () => Date.now() + ahead;
    const credits = [aCredit({ last_refreshed_at: new Date(serverNow() - 5 * 60_000 - 1_000).toISOString() })];
    const { fetch } = connect({ now: serverNow, customers: [aCustomer({ credits })] });
    renderWidget({ fetch });
    expect(await screen.findByText("As of 5 minutes ago")).toBeVisible();
    expect(screen.getByText("Checked just now")).toBeVisible();
  });

  it("never makes a time in the future more than just now", async () => {
    const credits = [aCredit({ last_refreshed_at: new Date(Date.now() + 3 * hour).toISOString() })];
    renderWidget({ fetch: connect({ customers: [aCustomer({ credits })] }).fetch });
    expect(await screen.findByText("As of just now")).toBeVisible();
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
