import { keepPreviousData, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { Fragment, startTransition, StrictMode, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { en } from "../../src/components/messages.ts";
import type { Fetch } from "../../src/domain/fetch.ts";
import { aCredit, aCustomer, observedSandbox, testTime } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, endpoint } from "../support/renderWidget.tsx";
import { reportFigures } from "../support/reportFigures.ts";
import { seededRandom } from "../support/seededRandom.ts";

const switches = 1_000;
const customerIds = Array.from({ length: 20 }, (_, index) => `cus_${10 + index}`);
const levels = ["ok", "low", "out", "unknown"] as const;
const million = 1_000_000;

/** A number as it is shown, whatever its millions: these change all the time. */
const masked = (number: string) => number.replace(/^(-?)\d+,/, "$1#,");

/**
 * One of the company's products, for one of its customers, and what may be seen of it. All customers have the same products; whose a row is
 * stands in its name and in its number: the third one of cus_17 holds 1,017,003 credits, more or less some millions.
 */
function aProduct(customerId: string, product: number) {
  const key = customerId.slice(4);
  const level = levels[(Number(key) + product * (1 + (Number(key) % 3))) % levels.length] ?? "ok";
  const number = `1,0${key},00${product}`;
  const size = Number(number.replaceAll(",", ""));
  const seen = { ok: [number, ""], low: [number, en.level.low], out: [`-${number}`, en.level.out], unknown: ["", ""] }[level];
  const credit = aCredit({
    product_id: `itm_${product}`,
    name: `Calls of ${customerId}, ${product}`,
    // JSON writes it as null.
    current_balance: level === "unknown" ? Number.NaN : level === "out" ? -size : size,
    low_count_threshold: level === "low" ? 999_999_999_999 : null,
  });
  return { credit, seen: [credit.name, ...seen.map(masked), level].join(" | ") };
}

const productsOf = (customerId: string) =>
  [1, 2, 3, 4].slice(0, 1 + (Number(customerId.slice(4)) % 4)).map((product) => aProduct(customerId, product));

const customers = customerIds.map((id) => aCustomer({ id, credits: productsOf(id).map(({ credit }) => credit) }));
const seenOf = new Map(customerIds.map((id) => [id, new Set(productsOf(id).map(({ seen }) => seen))]));

type Show = (customerId: string) => void;

/** Whom a host has put on the screen, and the how many-th time it is that it has put anybody there. */
type OnScreen = { customerId: string; turn: number; show: Show };

/** Looks at a part of the page at every change and at every frame, for anything that is not of the customer on the screen. */
function watch(container: HTMLElement, onScreen: Pick<OnScreen, "customerId" | "turn">) {
  const looks = { mutations: 0, frames: 0 };
  const wrong: string[] = [];
  const turnsWithNumbers = new Set<number>();

  function look(): void {
    const { customerId, turn } = onScreen;
    const strangers = [...container.innerHTML.matchAll(/cus_(\d\d)|\d,?0(\d\d),?00\d\b/g)].filter(
      ([, inName, inNumber]) => `cus_${inName ?? inNumber}` !== customerId,
    );
    const rows = [...container.querySelectorAll<HTMLElement>(".hcb-credit[data-level]")].map((row) => {
      const name = /Calls of cus_\d\d, \d/.exec(row.textContent)?.[0];
      const number = masked(elements.number(row) ?? "");
      return [name, number, elements.badge(row)?.textContent ?? "", row.dataset.level].join(" | ");
    });
    const mistaken = rows.filter((row) => seenOf.get(customerId)?.has(row) !== true);
    const strange = [...strangers.map(([text]) => text), ...mistaken];
    if (strange.length > 0) wrong.push(`${customerId} sees ${strange.join(" and ")}`);
    if (container.querySelector("[data-level] .hcb-number")) turnsWithNumbers.add(turn);
  }

  const observer = new MutationObserver(() => {
    looks.mutations += 1;
    look();
  });
  observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
  let frame = requestAnimationFrame(function next() {
    looks.frames += 1;
    look();
    frame = requestAnimationFrame(next);
  });
  onTestFinished(() => {
    observer.disconnect();
    cancelAnimationFrame(frame);
  });
  return { looks, wrong, turnsWithNumbers };
}

/** Waits in the time that the test lets pass. */
const delay = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const never = () => new Promise<never>(() => undefined);

function pick<T>(random: () => number, all: readonly T[]): T {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new RangeError("There is nothing to pick from.");
  return found;
}

/** So many of each, to pick from. */
const weighed = <Name extends string>(...weights: (readonly [number, Name])[]): Name[] =>
  weights.flatMap(([count, name]) => Array.from({ length: count }, () => name));

const ownerOf = ({ url }: Request) => /cus_\d\d/.exec(url)?.[0] ?? "";

const upstreamFates = weighed(
  [70, "fine"],
  [4, "slow"],
  [2, "refused"],
  [2, "broken"],
  [2, "cut off"],
  [4, "mixed up"],
  [1, "limited"],
  [2, "never"],
);

/** Hyperline on a bad day: slow, failing, silent, or mistaken about who was asked for. Balances move all the time. */
function aBadUpstream(random: () => number): Fetch {
  const sandbox = observedSandbox({ customers, now: Date.now });

  /** Away from zero, so that a level stays what it is. */
  function moveBalance(request: Request): Promise<Response> {
    const isOut = aProduct(ownerOf(request), 1).credit.current_balance < 0;
    const url = request.url.replace(/\?.*/, isOut ? "/itm_1/usage" : "/itm_1/topup");
    const body = JSON.stringify({ [isOut ? "usage_retained" : "credit_count"]: million });
    return sandbox.fetch(new Request(url, { method: "POST", headers: request.headers, body }));
  }

  return async (request) => {
    const fate = pick(random, upstreamFates);
    if (fate === "slow") await delay(random() * 12_000);
    if (fate === "never") return never();
    if (fate === "broken") throw new TypeError("Failed to fetch");
    if (fate === "refused") return new Response("", { status: 500 });
    if (fate === "limited") return new Response("", { status: 429, headers: { "Retry-After": "1" } });
    await moveBalance(request);
    const asked = fate === "mixed up" ? pick(random, customerIds) : ownerOf(request);
    const response = await sandbox.fetch(new Request(request.url.replace(/cus_\d\d/, asked), request));
    return fate === "cut off" ? new Response((await response.text()).slice(0, -9)) : response;
  };
}

const fates = weighed(
  [70, "fine"],
  [10, "late"],
  [7, "mixed up"],
  [5, "old"],
  [5, "bad gateway"],
  [5, "broken"],
  [4, "aborted"],
  [4, "cut off"],
  [4, "never"],
);

/** The way between the widget and the proxy on a bad day. Half of the requests pay no heed when they are given up, and are answered late. */
function aBadNetwork(random: () => number, proxy: Fetch, onScreen: Pick<OnScreen, "customerId">) {
  const count = { requests: 0, "answers for a former customer": 0 };
  const seen = new Set<string>();
  const earlier: { owner: string; text: string }[] = [];

  async function answer(request: Request): Promise<Response> {
    const fate = pick(random, fates);
    const owner = ownerOf(request);
    seen.add(fate);
    await delay(random() * 300);
    if (fate === "broken") throw new TypeError("Failed to fetch");
    if (fate === "aborted") throw new DOMException("The user aborted a request.", "AbortError");
    if (fate === "bad gateway") return new Response("<h1>Bad gateway</h1>", { status: 502 });
    const response = await proxy(request);
    const text = await response.clone().text();
    const others = earlier.filter((each) => (each.owner === owner) === (fate === "old"));
    if (response.ok) earlier.push({ owner, text });
    if (fate === "late") await delay(random() * 60_000);
    if (fate === "never") return never();
    if (fate === "cut off") return new Response(text.slice(0, -9));
    const isExchanged = (fate === "mixed up" || fate === "old") && others.length > 0;
    return isExchanged ? new Response(pick(random, others).text) : response;
  }

  const fetch: Fetch = async (request) => {
    count.requests += 1;
    const isHeedless = random() < 0.5;
    const givenUp = new Promise<never>((_resolve, reject) =>
      request.signal.addEventListener("abort", () => isHeedless || reject(request.signal.reason)),
    );
    const response = await Promise.race([answer(request), givenUp]);
    if (ownerOf(request) !== onScreen.customerId) count["answers for a former customer"] += 1;
    return response;
  };
  return { count, seen, fetch };
}

/** How a host comes to show another customer: at once, when React finds time, or after all that is more urgent. */
const ways: readonly ((show: Show) => Show)[] = [
  (show) => (customerId) => flushSync(() => show(customerId)),
  (show) => show,
  (show) => (customerId) => startTransition(() => show(customerId)),
];

function Host({ fetch, onScreen }: { fetch: Fetch; onScreen: OnScreen }) {
  const [customerId, show] = useState("cus_10");
  useLayoutEffect(() => {
    Object.assign(onScreen, { customerId, show, turn: onScreen.turn + 1 });
  }, [customerId, onScreen]);
  return <CreditBalances customerId={customerId} endpoint={endpoint} fetch={fetch} refetchInterval={5_000} />;
}

const hosts = [
  { label: "a plain host", Mode: Fragment, queries: {} },
  { label: "StrictMode over a cache that soon forgets", Mode: StrictMode, queries: { gcTime: 500 } },
  {
    label: "a host with hostile defaults",
    Mode: Fragment,
    queries: { placeholderData: keepPreviousData, staleTime: Infinity, gcTime: Infinity },
  },
];

/** One widget in its host, with a network of its own, and somebody who looks. */
function open({ label, Mode, queries }: (typeof hosts)[number], seed: number) {
  const random = seededRandom(seed);
  const onScreen: OnScreen = { customerId: "", turn: 0, show: () => undefined };
  const proxy = connect({ fetch: aBadUpstream(seededRandom(seed + 100)) });
  const network = aBadNetwork(seededRandom(seed + 200), proxy.fetch, onScreen);
  const { container } = render(
    <Mode>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries } })}>
        <Host fetch={network.fetch} onScreen={onScreen} />
      </QueryClientProvider>
    </Mode>,
  );

  /** Shows another customer, at times by way of a third one. */
  function switchCustomer(): string {
    const others = customerIds.filter((id) => id !== onScreen.customerId);
    if (random() < 0.1) pick(random, ways)(onScreen.show)(pick(random, others));
    const customerId = pick(random, others);
    pick(random, ways)(onScreen.show)(customerId);
    return customerId;
  }

  /** What a visitor does at times: press a button, or come back from another tab. */
  function beVisited(): void {
    if (random() < 0.05) container.querySelector("button")?.click();
    if (random() < 0.02) document.dispatchEvent(new Event("visibilitychange"));
  }

  return { label, onScreen, network, switchCustomer, beVisited, shown: { switches: 0 }, ...watch(container, onScreen) };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

const { port1, port2 } = new MessageChannel();
port1.start();

/** Lets everything happen that is ready. `setTimeout` would wait for the test. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    port1.addEventListener("message", () => resolve(), { once: true });
    port2.postMessage(undefined);
  });
}

async function pass(milliseconds: number): Promise<void> {
  vi.advanceTimersByTime(milliseconds);
  for (let tasks = 0; tasks < 6; tasks += 1) await nextTask();
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
    now: testTime,
  });
  vi.spyOn(Math, "random").mockImplementation(seededRandom(2_026));
  // The platform's own would wait for real seconds.
  vi.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => {
    const deadline = new AbortController();
    setTimeout(() => deadline.abort(new DOMException("The operation timed out.", "TimeoutError")), milliseconds);
    return deadline.signal;
  });
});

describe("1,000 switches of customers on a bad network", () => {
  it("show no number, name or badge of another customer, not for a single frame", { timeout: 180_000 }, async () => {
    const pages = hosts.map((host, index) => open(host, index + 1));
    const random = seededRandom(10);
    for (let count = 0; count < switches; count += 1) {
      const wanted = pages.map(({ switchCustomer }) => switchCustomer());
      do await nextFrame();
      while (pages.some(({ onScreen }, page) => onScreen.customerId !== wanted[page]));
      for (let steps = Math.floor(random() * 7); steps > 0; steps -= 1) {
        await pass(1 + random() * 600);
        for (const { beVisited } of pages) beVisited();
      }
      for (const { shown, turnsWithNumbers, onScreen } of pages) if (turnsWithNumbers.has(onScreen.turn)) shown.switches += 1;
    }

    // A page has no process of its own. What its console logs, Vitest prints.
    const { log: write } = console;
    vi.stubGlobal("process", { stdout: { write } });
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    for (const { label, looks, shown, network, wrong } of pages) {
      reportFigures(`${switches} switches of customers in ${label}`, {
        "came to show a number": shown.switches,
        ...looks,
        ...network.count,
        wrong: wrong.length,
      });
    }
    expect(pages.flatMap(({ wrong }) => wrong)).toStrictEqual([]);
    for (const { looks, shown, network } of pages) {
      expect(looks.frames).toBeGreaterThanOrEqual(switches);
      expect(shown.switches).toBeGreaterThan(switches / 5);
      expect(network.count["answers for a former customer"]).toBeGreaterThan(switches / 20);
      expect(network.seen).toStrictEqual(new Set(fates));
    }
  });
});

describe("who looks", () => {
  const row = (text: string, number: string, level = "ok") =>
    `<li class="hcb-credit" data-level="${level}">${text} <b class="hcb-number">${number}</b></li>`;

  function anEmptyPage() {
    const container = document.body.appendChild(document.createElement("div"));
    onTestFinished(() => container.remove());
    return { container, ...watch(container, { customerId: "cus_17", turn: 1 }) };
  }

  it.each([
    { label: "a number", html: row("Calls of cus_17, 1", "1,018,001") },
    { label: "a name", html: row("Calls of cus_18, 1", "1,017,001") },
    { label: "a level", html: row("Calls of cus_17, 1", "1,017,001", "low") },
    { label: "a badge", html: row('Calls of cus_17, 1 <i class="hcb-badge">Low</i>', "1,017,001") },
    { label: "a tooltip", html: '<p title="Calls of cus_18, 1"></p>' },
    { label: "a number outside a row", html: "<p>-12,018,001 credits</p>" },
  ])("sees $label of another customer that is gone before a frame is drawn", async ({ html }) => {
    const { container, wrong, looks } = anEmptyPage();
    container.innerHTML = html;
    await Promise.resolve();
    container.innerHTML = "";
    await Promise.resolve();
    expect(wrong).toHaveLength(1);
    expect(looks).toStrictEqual({ mutations: 2, frames: 0 });
  });

  it("sees at every frame what stays", async () => {
    const { container, wrong, looks } = anEmptyPage();
    container.innerHTML = row("Calls of cus_18, 1", "1,018,001");
    await nextFrame();
    expect(looks.mutations).toBe(1);
    expect(wrong).toHaveLength(1 + looks.frames);
  });

  it("is content with the customer's own", async () => {
    const { container, wrong, turnsWithNumbers } = anEmptyPage();
    container.innerHTML = row("Calls of cus_17, 1", "23,017,001");
    await nextFrame();
    expect(wrong).toStrictEqual([]);
    expect(turnsWithNumbers).toStrictEqual(new Set([1]));
  });
});
