import { screen } from "@testing-library/react";
import { StrictMode } from "react";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { CreditBalancesPill } from "../../src/components/CreditBalancesPill/CreditBalancesPill.tsx";
import { clearCreditBalances } from "../../src/hooks/clearCreditBalances.ts";
import type * as LevelMemory from "../../src/hooks/levelMemory.ts";
import type { LevelChange } from "../../src/hooks/levelMemory.ts";
import { aCredit, aCustomer } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, connectTo, endpoint, renderInClient, renderWidget } from "../support/renderWidget.tsx";

/** What was told is remembered for the life of the page: an endpoint of its own for each test. */
let pages = 0;
const ownEndpoint = () => `${endpoint}/${(pages += 1)}`;

/** A host's `onLevelChange`, and in a word each what it was told. */
function aHost() {
  const onLevelChange = vi.fn<(change: LevelChange) => void>();
  const told = () => onLevelChange.mock.calls.map(([{ credit, from, to }]) => `${credit.name}: ${from} to ${to}`);
  return { onLevelChange, told };
}

/** Hears what this page tells others of its browser: a level, once it has made up its mind about it. */
function anEar() {
  const channel = new BroadcastChannel("hyperline-credits");
  const levels: unknown[] = [];
  channel.addEventListener("message", ({ data }) => data.known && levels.push(data.known.level));
  onTestFinished(() => channel.close());
  return levels;
}

/** Another tab of this browser: a page of this origin with the module in it, which is closed when the test ends. */
async function anotherTab(at: string) {
  const address = new URL("../../src/hooks/levelMemory.ts", import.meta.url).href;
  const tab = document.createElement("iframe");
  onTestFinished(() => tab.remove());
  const loading = new Promise<typeof LevelMemory>((resolve) => {
    addEventListener("tab", (event) => event instanceof CustomEvent && resolve(event.detail), { once: true });
  });
  const script = `import * as detail from "${address}"; parent.dispatchEvent(new parent.CustomEvent("tab", { detail }));`;
  tab.srcdoc = `<script type="module">${script}</script>`;
  document.body.append(tab);
  const { tellLevel } = await loading;
  const { onLevelChange, told } = aHost();
  const see = (balance: number, level: LevelChange["to"]) => {
    const row = { productId: "itm_apicalls", customerId: "cus_test", name: "API calls", lowThreshold: 100 };
    const unknown = { lastRefreshedAt: null, autoTopUp: null, createdAt: null, updatedAt: null };
    const key = JSON.stringify([at, "cus_test", "itm_apicalls", null]);
    tellLevel(key, { credit: { ...row, ...unknown, balance, level }, at: Date.now(), tell: onLevelChange });
  };
  return { see, told };
}

describe("at first sight", () => {
  it.each([
    { label: "low", balance: 100, told: ["API calls: null to low"] },
    { label: "out", balance: 0, told: ["API calls: null to out"] },
    { label: "ok", balance: 1_250, told: [] },
  ])("a balance that is $label is told of $told.length times", async ({ label, balance, told }) => {
    const host = aHost();
    const ear = anEar();
    const { fetch } = connectTo({ current_balance: balance });
    renderWidget({ fetch, endpoint: ownEndpoint(), onLevelChange: host.onLevelChange });
    await expect.poll(() => ear).toEqual([label]);
    expect(host.told()).toEqual(told);
  });

  it("a balance that is unknown is not told of", async () => {
    const host = aHost();
    const ear = anEar();
    const body = { meta: { total: 1, taken: 1, skipped: 0 }, data: [{ ...aCredit(), current_balance: null }] };
    const { fetch } = connect({ fetch: async () => Response.json(body) });
    renderWidget({ fetch, endpoint: ownEndpoint(), onLevelChange: host.onLevelChange });
    await expect.poll(() => ear).toEqual(["unknown"]);
    expect(host.told()).toEqual([]);
  });
});

describe("a crossing", () => {
  it("is told of once, with the credit as it is now", async () => {
    const host = aHost();
    const ear = anEar();
    const { fetch, move } = connectTo({ current_balance: 150 });
    const { poll } = renderWidget({ fetch, endpoint: ownEndpoint(), onLevelChange: host.onLevelChange });
    await expect.poll(() => ear).toEqual(["ok"]);

    await move(-60);
    await poll();
    await poll();
    await move(-1);
    await poll();
    expect(host.told()).toEqual(["API calls: ok to low"]);
    expect(host.onLevelChange.mock.calls[0]?.[0].credit).toMatchObject({ productId: "itm_apicalls", balance: 90, level: "low" });

    await move(-89);
    await poll();
    await move(1_000);
    await poll();
    expect(host.told().slice(1)).toEqual(["API calls: low to out", "API calls: out to ok"]);
  });

  it("soon after first sight is told of, too", async () => {
    const host = aHost();
    const ear = anEar();
    const { fetch, move } = connectTo({ current_balance: 150 });
    const { poll } = renderWidget({ fetch, endpoint: ownEndpoint(), onLevelChange: host.onLevelChange });
    await elements.row("API calls");
    await move(-60);
    await poll();
    await screen.findByText("90");
    await expect.poll(() => ear.length).toBeGreaterThan(0);
    await expect.poll(() => host.told().map((words) => words.split(" to ")[1])).toEqual(["low"]);
  });

  it("is told of, too, where Hyperline has changed the threshold", async () => {
    const host = aHost();
    const ear = anEar();
    const before = connectTo({ current_balance: 60, low_count_threshold: 100 });
    const after = connectTo({ current_balance: 60, low_count_threshold: 50 });
    let answer = before.fetch;
    const { poll } = renderWidget({
      fetch: (request) => answer(request),
      endpoint: ownEndpoint(),
      onLevelChange: host.onLevelChange,
    });
    await expect.poll(() => ear).toEqual(["low"]);
    answer = after.fetch;
    await poll();
    expect(host.told()).toEqual(["API calls: null to low", "API calls: low to ok"]);
  });

  it("is measured by the host's thresholds", async () => {
    const host = aHost();
    const ear = anEar();
    const { fetch, move } = connectTo({ current_balance: 600 }, { product_id: "itm_2", name: "Images", current_balance: 50 });
    const thresholds = { itm_apicalls: 500, itm_2: null };
    const { poll } = renderWidget({ fetch, endpoint: ownEndpoint(), thresholds, onLevelChange: host.onLevelChange });
    await expect.poll(() => ear).toEqual(["ok", "ok"]);
    expect(host.told()).toEqual([]);

    await move(-100);
    await poll();
    expect(host.told()).toEqual(["API calls: ok to low"]);
  });
});

describe("what was told before is not told again", () => {
  it("after the widget was taken away and put back", async () => {
    const host = aHost();
    const ear = anEar();
    const props = { fetch: connectTo({ current_balance: 50 }).fetch, endpoint: ownEndpoint(), onLevelChange: host.onLevelChange };
    const { unmount } = renderWidget(props);
    await expect.poll(() => ear).toEqual(["low"]);
    unmount();

    renderWidget(props);
    await elements.row("API calls");
    expect(host.told()).toEqual(["API calls: null to low"]);
  });

  it("by a second widget, a pill, or in StrictMode", async () => {
    const host = aHost();
    const ear = anEar();
    const { fetch, move } = connectTo({ current_balance: 150 });
    const props = { customerId: "cus_test", endpoint: ownEndpoint(), fetch, onLevelChange: host.onLevelChange };
    const { poll } = renderInClient(
      <StrictMode>
        <CreditBalances {...props} />
        <CreditBalances {...props} layout="cards" />
        <CreditBalancesPill {...props} />
      </StrictMode>,
    );
    await expect.poll(() => ear).toEqual(["ok"]);
    await move(-60);
    await poll();
    expect(host.told()).toEqual(["API calls: ok to low"]);
  });

  it("to a function that is new at every render", async () => {
    const host = aHost();
    const ear = anEar();
    const { update } = renderWidget({
      fetch: connectTo({ current_balance: 50 }).fetch,
      endpoint: ownEndpoint(),
      onLevelChange: (change) => host.onLevelChange(change),
    });
    await expect.poll(() => ear).toEqual(["low"]);
    update({ onLevelChange: (change) => host.onLevelChange(change) });
    expect(host.told()).toEqual(["API calls: null to low"]);
  });

  it("for two widgets of one endpoint, one of which leaves it to the default", async () => {
    const host = aHost();
    const ear = anEar();
    const { fetch } = connectTo({ current_balance: 50 });
    const props = {
      customerId: "cus_test",
      fetch: (request: Request) => fetch(atProxy(request)),
      onLevelChange: host.onLevelChange,
    };
    renderInClient(
      <>
        <CreditBalances {...props} />
        <CreditBalances {...props} endpoint="/api/hyperline" />
      </>,
    );
    await expect.poll(() => ear.length).toBeGreaterThan(0);
    await expect.poll(() => host.told()).toEqual(["API calls: null to low"]);
    expect(ear).toEqual(["low"]);
  });

  it("of a customer who comes back; what crossed meanwhile is", async () => {
    const host = aHost();
    const ear = anEar();
    const credits = [aCredit({ current_balance: 50 }), aCredit({ product_id: "itm_2", name: "Images", current_balance: 150 })];
    const { fetch, move } = connect({ customers: [aCustomer({ credits }), aCustomer({ id: "cus_other", credits: [] })] });
    const { update, poll } = renderWidget({ fetch, endpoint: ownEndpoint(), onLevelChange: host.onLevelChange });
    await expect.poll(() => ear).toEqual(["low", "ok"]);

    update({ customerId: "cus_other" });
    await screen.findByText("No credits yet");
    await move(-60, "itm_2");
    update({ customerId: "cus_test" });
    await poll();
    await screen.findByText("90");
    await expect.poll(() => host.told()).toEqual(["API calls: null to low", "Images: ok to low"]);
  });
});

/** The same request, to a full address as the proxy in this page knows it. */
function atProxy(request: Request): Request {
  return new Request(new URL(new URL(request.url).pathname, endpoint), request);
}

describe("another tab", () => {
  it("that told of a level leaves nothing to tell here", async () => {
    const at = ownEndpoint();
    const tab = await anotherTab(at);
    tab.see(50, "low");
    await expect.poll(() => tab.told()).toEqual(["API calls: null to low"]);

    const host = aHost();
    const { fetch, move } = connectTo({ current_balance: 50 });
    const { poll } = renderWidget({ fetch, endpoint: at, onLevelChange: host.onLevelChange });
    await elements.row("API calls");
    await move(-50);
    await poll();
    await expect.poll(() => host.told()).toEqual(["API calls: low to out"]);
  });

  it("that saw a crossing first is the one that tells of it", async () => {
    const at = ownEndpoint();
    const host = aHost();
    const ear = anEar();
    const { fetch, move } = connectTo({ current_balance: 150 });
    const { poll } = renderWidget({ fetch, endpoint: at, onLevelChange: host.onLevelChange });
    await expect.poll(() => ear).toEqual(["ok"]);
    const tab = await anotherTab(at);
    tab.see(90, "low");
    await expect.poll(() => tab.told()).toEqual(["API calls: ok to low"]);

    await move(-60);
    await poll();
    await screen.findByText("90");
    expect(host.told()).toEqual([]);
  });

  it("is told what is known here, so that a crossing is no first sight there", async () => {
    const at = ownEndpoint();
    const ear = anEar();
    renderWidget({ fetch: connect().fetch, endpoint: at, onLevelChange: aHost().onLevelChange });
    await expect.poll(() => ear).toEqual(["ok"]);
    const tab = await anotherTab(at);
    tab.see(0, "out");
    await expect.poll(() => tab.told()).toEqual(["API calls: ok to out"]);
  });

  it("with newer rows is not contradicted by a render here, where the rows are older", async () => {
    const at = ownEndpoint();
    const host = aHost();
    const ear = anEar();
    const { update } = renderWidget({ fetch: connect().fetch, endpoint: at, onLevelChange: host.onLevelChange });
    await expect.poll(() => ear).toEqual(["ok"]);
    const tab = await anotherTab(at);
    tab.see(90, "low");
    await expect.poll(() => ear).toContain("low");

    update({ onLevelChange: (change) => host.onLevelChange(change) });
    await Promise.resolve();
    expect(host.told()).toEqual([]);
  });
});

describe("after a visitor has signed out", () => {
  it("a level is seen for the first time again", async () => {
    const host = aHost();
    const ear = anEar();
    const at = ownEndpoint();
    const props = { fetch: connectTo({ current_balance: 50 }).fetch, endpoint: at, onLevelChange: host.onLevelChange };
    const { unmount, client } = renderWidget(props);
    await expect.poll(() => ear).toEqual(["low"]);
    unmount();
    clearCreditBalances(client);

    renderWidget(props);
    await expect.poll(() => ear).toEqual(["low", "low"]);
    expect(host.told()).toEqual(["API calls: null to low", "API calls: null to low"]);
  });

  it("nothing is told of what was seen a moment before", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const host = aHost();
    const props = { fetch: connectTo({ current_balance: 50 }).fetch, endpoint: ownEndpoint(), onLevelChange: host.onLevelChange };
    const { unmount, client } = renderWidget(props);
    await vi.waitFor(() => elements.widget().textContent.includes("50") || Promise.reject());
    unmount();
    clearCreditBalances(client);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(host.told()).toEqual([]);
  });
});

it("a callback that throws takes nothing down, and keeps nothing from the others", async () => {
  // Where the browser reports what nobody caught, and with it the test runner.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const uncaught: unknown[] = [];
  const onUncaught = ({ error }: ErrorEvent) => uncaught.push(error);
  addEventListener("error", onUncaught);
  onTestFinished(() => removeEventListener("error", onUncaught));
  const mistake = new Error("The host's own mistake.");
  const throwing = vi.fn<() => void>(() => {
    throw mistake;
  });

  const { fetch, move } = connectTo({ current_balance: 50 }, { product_id: "itm_2", name: "Images", current_balance: 0 });
  const { poll } = renderWidget({ fetch, endpoint: ownEndpoint(), onLevelChange: throwing, onRefresh: throwing });
  await expect.poll(() => throwing.mock.calls.length).toBe(3);
  expect(uncaught).toEqual([mistake, mistake, mistake]);

  await move(5);
  await poll();
  expect(await screen.findByText("55")).toBeVisible();
});
