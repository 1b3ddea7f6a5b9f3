import { QueryClient } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aCredit, aCustomer } from "../support/credits.ts";
import { connect, renderWidget } from "../support/renderWidget.tsx";
import { showPage } from "../support/showPage.ts";

afterEach(() => showPage(true));

describe("polling", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date", "performance"] });
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

it("a widget that comes back later shows no age of before", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date", "performance"] });
  const client = new QueryClient();
  const credits = [aCredit({ last_refreshed_at: new Date(Date.now() - 61_000).toISOString() })];
  const { fetch } = connect({ customers: [aCustomer({ credits })] });
  const { unmount } = renderWidget({ fetch }, client);
  await screen.findByText("As of 1 minute ago");
  unmount();
  vi.advanceTimersByTime(4 * 60_000);

  const corrections = new MutationObserver(() => undefined);
  corrections.observe(document.body, { subtree: true, characterData: true });
  renderWidget({ fetch }, client);
  expect(screen.getByText("As of 5 minutes ago")).toBeVisible();
  expect(corrections.takeRecords()).toEqual([]);
});

it("an interval longer than a browser can count is the longest that it can", async () => {
  const started = vi.spyOn(globalThis, "setInterval");
  renderWidget({ fetch: connect().fetch, refetchInterval: 3e9 });
  await screen.findByText("1,250");
  expect(started.mock.calls.map(([, milliseconds]) => milliseconds)).toContain(2 ** 31 - 1);
  expect(started.mock.calls.map(([, milliseconds]) => milliseconds)).not.toContain(3e9);
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

  it("that is set back while the page is open makes no balance fresher", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date", "performance"] });
    const credits = [aCredit({ last_refreshed_at: new Date(Date.now() - 2 * hour).toISOString() })];
    renderWidget({ fetch: connect({ customers: [aCustomer({ credits })] }).fetch, refetchInterval: false });
    expect(await screen.findByText("As of 2 hours ago")).toBeVisible();
    await act(async () => vi.advanceTimersByTime(hour));
    expect(screen.getByText("As of 3 hours ago")).toBeVisible();

    vi.setSystemTime(Date.now() - 3 * hour);
    await act(async () => vi.advanceTimersByTime(20_000));
    expect(screen.getByText("As of 3 hours ago")).toBeVisible();
  });

  it("never makes a time in the future more than just now", async () => {
    const credits = [aCredit({ last_refreshed_at: new Date(Date.now() + 3 * hour).toISOString() })];
    renderWidget({ fetch: connect({ customers: [aCustomer({ credits })] }).fetch });
    expect(await screen.findByText("As of just now")).toBeVisible();
  });

  it("on the server, which dates its rows in the future, takes no number away and makes none older than just now", async () => {
    const clock = { ahead: 3 * hour };
    const now = () => Date.now() + clock.ahead;
    const credits = [aCredit({ last_refreshed_at: new Date(now()).toISOString() })];
    const { fetch, move } = connect({ now, maxAge: 0, customers: [aCustomer({ credits })] });
    const { poll } = renderWidget({ fetch });
    expect(await screen.findByText("As of just now")).toBeVisible();

    // Another instance answers, whose clock is right.
    clock.ahead = 0;
    await move(-250);
    await poll();
    expect(await screen.findByText("1,000")).toBeVisible();
    expect(screen.getByText("Checked just now")).toBeVisible();
    expect(screen.getByText("As of just now")).toBeVisible();
  });
});
