import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { elements } from "../support/elements.ts";
import { connect, connectTo, renderWidget } from "../support/renderWidget.tsx";

const staleWords = /^Couldn't refresh\. Showing balances from \d{1,2}:\d{2} [AP]M\.$/;

/** A widget with numbers, whose next reads the test can let fail. */
async function aReadyWidget(...credits: Parameters<typeof connectTo>) {
  const connection = connectTo(...credits);
  const state = { isFailing: false };
  const fetch = (request: Request) =>
    state.isFailing ? Promise.resolve(Response.json({}, { status: 403 })) : connection.fetch(request);
  const view = renderWidget({ fetch });
  await elements.row("API calls");
  return { ...connection, ...view, state, said: elements.listen() };
}

it("there is one, it is polite, and it is the same element in every state", async () => {
  let allowed = false;
  const { fetch } = connect({ authorize: () => allowed });
  const { poll } = renderWidget({ fetch });
  const region = elements.status();
  expect(region).toHaveTextContent(/^Loading your credits$/);
  expect(region).not.toHaveAttribute("aria-live", "assertive");

  expect(await elements.failure()).toBe(region);
  allowed = true;
  await poll();
  await elements.row("API calls");
  expect(elements.status()).toBe(region);
  expect(region).toBeEmptyDOMElement();

  allowed = false;
  await poll();
  await elements.tryAgain();
  expect(elements.status()).toBe(region);
  expect(region).toHaveTextContent(staleWords);
  expect(screen.queryByRole("alert")).toBeNull();
});

describe("it is silent", () => {
  it("when the first numbers come", async () => {
    renderWidget({ fetch: connectTo({ current_balance: 0 }).fetch });
    const said = elements.listen();
    await elements.row("API calls");
    expect(said).toEqual([]);
    expect(elements.status()).toBeEmptyDOMElement();
  });

  it("when a poll brings the same numbers, and when a balance moves within its level", async () => {
    const { poll, move, said } = await aReadyWidget({});
    await poll();
    await move(-250);
    await poll();
    await screen.findByText("1,000");
    expect(said).toEqual([]);
  });

  it("when a refresh has mended what failed", async () => {
    const { state, poll, said } = await aReadyWidget({});
    state.isFailing = true;
    await poll();
    await elements.tryAgain();
    state.isFailing = false;
    await poll();
    await elements.refresh();
    expect(said).toEqual([expect.stringMatching(staleWords)]);
    expect(elements.status()).toBeEmptyDOMElement();
  });
});

describe("it tells of a crossing", () => {
  it("once, and of each that happened at once", async () => {
    const { poll, move, said } = await aReadyWidget(
      { current_balance: 150 },
      { product_id: "itm_2", name: "Images", current_balance: 150 },
      { product_id: "itm_3", name: "Videos", current_balance: 1 },
    );
    await move(-60);
    await poll();
    await poll();
    await move(-5);
    await poll();
    expect(said).toEqual(["API calls: Low, 90 credits"]);

    await move(-85);
    await move(-150, "itm_2");
    await poll();
    await move(1_000);
    await poll();
    expect(said.slice(1)).toEqual([
      "API calls: Out of credits, 0 credits. Images: Out of credits, 0 credits",
      "API calls: 1,000 credits",
    ]);
  });

  it("with words that stay while the host renders again", async () => {
    const { poll, move, update } = await aReadyWidget({ current_balance: 150 });
    await move(-60);
    await poll();
    expect(elements.status()).toHaveTextContent("API calls: Low, 90 credits");
    update({});
    expect(elements.status()).toHaveTextContent("API calls: Low, 90 credits");
  });

  it("and not once more when a later refresh fails", async () => {
    const { poll, move, state, said } = await aReadyWidget({ current_balance: 150 });
    await move(-60);
    await poll();
    state.isFailing = true;
    await poll();
    await elements.tryAgain();
    expect(said).toEqual(["API calls: Low, 90 credits", expect.stringMatching(staleWords)]);
  });
});

describe("it tells of a failure", () => {
  it("to refresh once, however often it fails again", async () => {
    const { poll, state, said } = await aReadyWidget({});
    state.isFailing = true;
    await poll();
    await poll();
    await userEvent.click(await elements.tryAgain());
    await poll();
    expect(said).toEqual([expect.stringMatching(staleWords)]);
  });

  it("to load once, however often it fails again", async () => {
    const { fetch, requests } = connect({ authorize: () => null });
    const { poll } = renderWidget({ fetch });
    const said = elements.listen();
    await elements.failure();
    await poll();
    await userEvent.click(await elements.tryAgain());
    await waitFor(() => expect(requests).toHaveLength(3));
    await poll();
    expect(said).toEqual(["Couldn't load your credits. You're signed out. Sign in again to see your credits."]);
  });
});

describe("without a connection", () => {
  async function goOffline() {
    // No waiting between retries.
    vi.spyOn(Math, "random").mockReturnValue(0);
    const connection = connect();
    const state = { isOnline: true };
    vi.spyOn(navigator, "onLine", "get").mockImplementation(() => state.isOnline);
    const fetch = (request: Request) =>
      state.isOnline ? connection.fetch(request) : Promise.reject(new TypeError("Failed to fetch"));
    return { state, fetch };
  }

  it("the words say so beside older numbers, and go when it is back", async () => {
    const { state, fetch } = await goOffline();
    const { poll } = renderWidget({ fetch });
    await elements.row("API calls");
    const said = elements.listen();

    state.isOnline = false;
    await poll();
    await elements.tryAgain();
    expect(said).toEqual([expect.stringMatching(/^You're offline\. Showing balances from \d{1,2}:\d{2} [AP]M\.$/)]);
    expect(screen.getByText("You're offline.")).toBeVisible();

    state.isOnline = true;
    await poll();
    await elements.refresh();
    expect(screen.queryByText("You're offline.")).toBeNull();
  });

  it("the words say so where there are no numbers", async () => {
    const { state, fetch } = await goOffline();
    state.isOnline = false;
    renderWidget({ fetch });
    const words = "You're offline. Your credits are safe and will show up when you're back.";
    expect(await elements.failure()).toHaveTextContent(words);
    expect(screen.getByText(words)).toBeVisible();
  });

  it("a browser that is online blames the refresh, and not the visitor", async () => {
    const { fetch } = await goOffline();
    let isDown = false;
    const { poll } = renderWidget({
      fetch: (request) => (isDown ? Promise.reject(new TypeError("Failed to fetch")) : fetch(request)),
    });
    await elements.row("API calls");
    isDown = true;
    await poll();
    await elements.tryAgain();
    expect(elements.status()).toHaveTextContent(staleWords);
  });
});
