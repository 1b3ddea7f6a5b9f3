import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import type { ReactNode } from "react";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { aCredit, aCustomer, manyCredits } from "../support/credits.ts";
import { connect, endpoint, renderInClient, renderWidget } from "../support/renderWidget.tsx";

/** For a machine that has a lot to do. */
const patience = { timeout: 20_000 };

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const rows = () => document.querySelectorAll("li.hcb-credit");
const names = () => [...document.querySelectorAll(".hcb-name")].map(({ textContent }) => textContent);

describe("1,000 widgets of one customer", () => {
  it("make one request, and one for each time that they read again", async () => {
    const { fetch, requests } = connect();
    const widgets = Array.from({ length: 1_000 }, (_, key) => (
      <CreditBalances key={key} customerId="cus_test" endpoint={endpoint} fetch={fetch} />
    ));
    const { poll } = renderInClient(widgets);
    await waitFor(() => expect(document.querySelectorAll("[data-status='ready']")).toHaveLength(1_000), patience);
    expect(rows()).toHaveLength(1_000);
    expect(requests).toHaveLength(1);
    await poll();
    expect(requests).toHaveLength(2);
  });
});

describe("a customer with as many products as the proxy reads", () => {
  const count = 2_000;
  const nameOf = (number: number) => `Product ${String(number).padStart(4, "0")}`;
  // A balance that is no number is null on the wire.
  const urgent = new Map([
    [1_803, { current_balance: Number.NaN }],
    [1_702, { current_balance: 0 }],
    [1_601, { current_balance: 100 }],
    [1_504, { current_balance: -5 }],
  ]);
  const credits = manyCredits(count).map((credit, index) => ({
    ...credit,
    name: nameOf(index + 1),
    current_balance: 5_000 + index,
    ...urgent.get(index + 1),
  }));
  const customers = [aCustomer({ credits })];

  const showAll = () => screen.findByText("Show all 2,000 products", {}, patience);

  function showMany() {
    renderWidget({ fetch: connect({ customers }).fetch });
    return showAll();
  }

  /** As in a host's page: without the `act` of tests, which would wait for whatever React does in the background. */
  function leaveBackgroundWorkToReact() {
    Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", false);
    onTestFinished(() => void Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true));
  }

  it("sees those that need attention first, and 20 of them", async () => {
    const button = await showMany();
    expect(button).toHaveAttribute("aria-expanded", "false");
    const first = [1_504, 1_702, 1_803, 1_601, ...Array.from({ length: 16 }, (_, index) => index + 1)];
    expect(names()).toEqual(first.map(nameOf));
    expect([...rows()].slice(0, 5).map((row) => row.getAttribute("data-level"))).toEqual(["out", "out", "unknown", "low", "ok"]);
  });

  it("finds each of them once, where they belong, after a press on Show all", async () => {
    fireEvent.click(await showMany());
    await waitFor(() => expect(rows()).toHaveLength(count), patience);
    expect(screen.getByText("Show fewer")).toHaveAttribute("aria-expanded", "true");
    const others = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !urgent.has(number));
    expect(names()).toEqual([1_504, 1_702, 1_803, 1_601, ...others].map(nameOf));
  });

  it("leaves every row to the browser's own search, the last one too", async () => {
    fireEvent.click(await showMany());
    await waitFor(() => expect(rows()).toHaveLength(count), patience);
    // What is skipped by `auto`, other than by `hidden`, must be found: https://www.w3.org/TR/css-contain-2/#content-visibility
    expect(new Set([...rows()].map((row) => getComputedStyle(row).contentVisibility))).toEqual(new Set(["auto"]));
    const titles = [...document.querySelectorAll(".hcb-name")];
    expect(titles.filter((title) => title.checkVisibility({ opacityProperty: true, visibilityProperty: true }))).toHaveLength(
      count,
    );
    expect(document.querySelectorAll("li.hcb-credit [inert], li.hcb-credit[inert], li.hcb-credit[hidden]")).toHaveLength(0);
  });

  it("can type while they are drawn, and the page goes on painting", async () => {
    const drawn = new Set<string>();
    function Host({ children }: { children: ReactNode }) {
      const [text, setText] = useState("");
      return (
        <>
          <input aria-label="Search" value={text} onChange={({ target }) => setText(target.value)} />
          <output title="typed">{text}</output>
          {children}
        </>
      );
    }
    const renderCredit = ({ productId, name }: { productId: string; name: string }) => {
      drawn.add(productId);
      return <p>{name}</p>;
    };
    const { fetch } = connect({ customers });
    renderInClient(
      <Host>
        <CreditBalances customerId="cus_test" endpoint={endpoint} fetch={fetch} renderCredit={renderCredit} />
      </Host>,
    );
    const button = await showAll();
    const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Search" });
    leaveBackgroundWorkToReact();

    button.click();
    const typed: { text: string | null; areAllThere: boolean }[] = [];
    for (const text of ["P", "r", "o"]) {
      field.setRangeText(text);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      typed.push({ text: screen.getByTitle("typed").textContent, areAllThere: rows().length === count });
    }
    const drawnByFrame: number[] = [];
    while (rows().length < count) {
      await nextFrame();
      drawnByFrame.push(drawn.size);
    }

    expect(typed).toEqual(["P", "rP", "orP"].map((text) => ({ text, areAllThere: false })));
    expect(drawnByFrame.some((size) => size > 20 && size < count)).toBe(true);
  });
});

describe("a read that brings the same balances", () => {
  const products = 20;
  let ahead = 0;
  const now = () => Date.now() + ahead;

  beforeEach(() => {
    ahead = 0;
  });

  /** A widget of 20 products, and what is rendered and changed in its rows from now on. */
  async function watchRows() {
    // Between one hour ago and two, wherever the test's clock goes.
    const last_refreshed_at = new Date(now() - 90 * 60_000).toISOString();
    const credits = manyCredits(products).map((credit) => aCredit({ ...credit, current_balance: 5_000, last_refreshed_at }));
    const server = connect({ customers: [aCustomer({ credits })], now });
    const rendered: string[] = [];
    const answers: Date[] = [];
    const { poll } = renderWidget({
      fetch: server.fetch,
      formatBalance: (balance, { productId }) => {
        rendered.push(productId);
        return String(balance);
      },
      onRefresh: ({ fetchedAt }) => void answers.push(fetchedAt),
    });
    await waitFor(() => expect(rows()).toHaveLength(products));
    expect(new Set(rendered).size).toBe(products);

    const changed: string[] = [];
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        changed.push(element?.closest("li")?.querySelector(".hcb-name")?.textContent ?? "the list");
      }
    });
    observer.observe(document.querySelector("ul.hcb-list") ?? document.body, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    onTestFinished(() => observer.disconnect());
    rendered.length = 0;
    return { ...server, poll, rendered, changed, answers };
  }

  it("renders no row again", async () => {
    const { poll, rendered, changed, answers, requests } = await watchRows();
    ahead = 60_000;
    await poll();
    expect(requests).toHaveLength(2);
    expect(new Set(answers.map(Number)).size).toBe(2);
    expect(rendered).toEqual([]);
    expect(changed).toEqual([]);
  });

  it("but for one of them renders that one's row", async () => {
    const { poll, rendered, changed, move } = await watchRows();
    ahead = 60_000;
    await move(-1, "itm_007");
    await poll();
    expect(rendered).toEqual(["itm_007"]);
    expect(new Set(changed)).toEqual(new Set(["Product 007"]));
    expect(screen.getByText("4999")).toBeVisible();
  });
});
