import { screen, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { CreditBalancesPill } from "../../src/components/CreditBalancesPill/CreditBalancesPill.tsx";
import { CreditBalanceText } from "../../src/components/CreditBalanceText/CreditBalanceText.tsx";
import type { Part } from "../../src/components/view.ts";
import * as locales from "../../src/locales.ts";
import { elements } from "../support/elements.ts";
import { connect, connectTo, endpoint, renderInClient, renderWidget } from "../support/renderWidget.tsx";

const images = { product_id: "itm_2", name: "Images", current_balance: 1 };

describe("renderCredit", () => {
  it("fills a credit's list item, and leaves the item to the list", async () => {
    const { fetch } = connectTo({ current_balance: 0 }, images);
    renderWidget({ fetch, renderCredit: ({ productId, balance, level }) => <b>{`${productId} ${balance} ${level}`}</b> });
    const rows = await elements.rows();
    expect(rows.map(({ textContent, dataset }) => [textContent, dataset["level"]])).toEqual([
      ["itm_apicalls 0 out", "out"],
      ["itm_2 1 low", "low"],
    ]);
    expect(rows[0]?.querySelector("b")).toBeVisible();
    expect(elements.widget()).toHaveTextContent("2 products");
  });
});

describe("renderEmpty", () => {
  it("stands in place of the list where there are no credits", async () => {
    renderWidget({ fetch: connectTo().fetch, renderEmpty: () => <p>Nothing here</p> });
    expect(await screen.findByText("Nothing here")).toBeVisible();
    expect(screen.queryByText("No credits yet")).toBeNull();
  });

  it("is not asked while there are credits, nor before they are known", async () => {
    const { fetch } = connect();
    renderWidget({ fetch, renderEmpty: () => <p>Nothing here</p> });
    expect(screen.queryByText("Nothing here")).toBeNull();
    await elements.rows();
    expect(screen.queryByText("Nothing here")).toBeNull();
  });
});

describe("renderError", () => {
  it("stands in place of the list where there is no number, and can try again", async () => {
    let allowed = false;
    const { fetch } = connect({ authorize: () => allowed });
    renderWidget({
      fetch,
      renderError: (error, retry) => (
        <button type="button" onClick={() => void retry()}>
          {error.code}
        </button>
      ),
    });
    const button = await screen.findByRole("button", { name: "forbidden" });
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    expect(elements.status()).toHaveTextContent("Couldn't load your credits.");
    allowed = true;
    await userEvent.click(button);
    expect(await screen.findByText("1,250")).toBeVisible();
  });

  it("is not asked when a refresh fails: the numbers stay", async () => {
    let allowed = true;
    const { poll } = renderWidget({ fetch: connect({ authorize: () => allowed }).fetch, renderError: () => <p>Failed</p> });
    await elements.rows();
    allowed = false;
    await poll();
    await elements.tryAgain();
    expect(screen.queryByText("Failed")).toBeNull();
    expect(screen.getByText("1,250")).toBeVisible();
  });
});

describe("units", () => {
  const amounts = async () => (await elements.rows()).map((row) => row.querySelector(".hcb-balance")?.textContent);

  it("are a word, or a function of the plural, by product; others keep theirs", async () => {
    const { fetch } = connectTo({ low_count_threshold: null }, images, {
      ...images,
      product_id: "itm_3",
      name: "Videos",
      current_balance: 2,
    });
    const units = { itm_apicalls: "calls", itm_2: (plural: string) => (plural === "one" ? "image" : "images") };
    renderWidget({ fetch, units, sort: "upstream" });
    expect(await amounts()).toEqual(["1,250 calls", "1 image", "2 credits"]);
  });

  it("follow the plural of the language", async () => {
    const { fetch } = connectTo({ current_balance: 2 }, { ...images, current_balance: 5 });
    const unit = (plural: string) => plural;
    renderWidget({ fetch, units: { itm_apicalls: unit, itm_2: unit }, locale: "pl", sort: "upstream" });
    expect(await amounts()).toEqual(["2 few", "5 many"]);
  });

  it("are taken for no product that they do not name", async () => {
    renderWidget({ fetch: connectTo({ product_id: "constructor" }).fetch, units: { itm_2: "images" } });
    expect(await amounts()).toEqual(["1,250 credits"]);
  });
});

it("formatBalance writes the number, in every form, and is told of the credit", async () => {
  const { fetch } = connect();
  const source = {
    customerId: "cus_test",
    endpoint,
    fetch,
    formatBalance: (balance: number, { name }: { name: string }) => `${name}=${balance}`,
  };
  renderInClient(
    <>
      <CreditBalances {...source} />
      <CreditBalancesPill {...source} />
      <CreditBalanceText {...source} productId="itm_apicalls" />
    </>,
  );
  await elements.rows();
  const numbers = [...document.querySelectorAll(".hcb-number")].map(({ textContent }) => textContent);
  expect(numbers).toEqual(["API calls=1250", "API calls=1250", "API calls=1250"]);
  expect(screen.getByRole("button", { name: "API calls: API calls=1250 credits" })).toBeVisible();
});

describe("classNames", () => {
  const inList: Part[] = [
    "root",
    "header",
    "heading",
    "refresh",
    "list",
    "credit",
    "name",
    "badge",
    "balance",
    "number",
    "unit",
    "details",
    "top-up",
    "footer",
  ];

  it.each([
    { form: "a list", parts: inList, allowed: true },
    { form: "a list without numbers", parts: ["root", "header", "heading", "notice"] satisfies Part[], allowed: false },
  ])("are added to the parts of $form", async ({ parts, allowed }) => {
    const { fetch } = connect({ authorize: () => allowed });
    const classNames = Object.fromEntries(parts.map((part) => [part, `own-${part} second`]));
    renderWidget({ fetch, classNames, topUp: "/billing", thresholds: { itm_apicalls: 5_000 } });
    await screen.findByText(allowed ? "1,250" : "Couldn't load your credits");
    const found = parts.filter((part) => document.querySelector(`.hcb-${part}.own-${part}.second`));
    expect(found).toEqual(parts);
  });

  it("are added to the pill, its popover and a balance in a sentence", async () => {
    const source = { customerId: "cus_test", endpoint, fetch: connect().fetch };
    const classNames = { root: "own-root", pill: "own-pill", popover: "own-popover", text: "own-text" };
    renderInClient(
      <>
        <CreditBalancesPill {...source} classNames={classNames} />
        <CreditBalanceText {...source} classNames={classNames} productId="itm_apicalls" />
      </>,
    );
    await screen.findByRole("button", { name: /^API calls/ });
    for (const part of Object.keys(classNames)) expect(document.querySelector(`.hcb-${part}.own-${part}`)).not.toBeNull();
  });
});

describe("heading", () => {
  it.each([
    { label: "words", heading: "Team budget" },
    { label: "elements", heading: <i>Team budget</i> },
  ])("of $label names the widget", async ({ heading }) => {
    renderWidget({ fetch: connect().fetch, heading });
    expect(screen.getByRole("region", { name: "Team budget" })).toBeVisible();
    expect(screen.getByRole("heading", { name: "Team budget", level: 2 })).toBeVisible();
    await elements.rows();
  });

  it.each([1, 3, 6] as const)("stands at the level %i where that is asked for", async (headingLevel) => {
    renderWidget({ fetch: connect().fetch, headingLevel });
    expect(screen.getByRole("heading", { name: "Credits", level: headingLevel })).toBeVisible();
    await elements.rows();
  });
});

describe("messages", () => {
  it.each(Object.entries(locales))("of %s are the words, and the language of the numbers", async (_name, messages) => {
    const { fetch } = connectTo({ current_balance: 12_345_678.5, last_refreshed_at: new Date().toISOString() });
    renderWidget({ fetch, messages });
    const widget = screen.getByRole("region", { name: messages.heading });
    expect(elements.status()).toHaveTextContent(messages.loading);
    const [row] = await elements.rows();
    expect(row && elements.number(row)).toBe(new Intl.NumberFormat(messages.locale).format(12_345_678.5));
    expect(within(widget).getByRole("button", { name: messages.refresh })).toBeVisible();
    expect(widget).toHaveTextContent(messages.checked(messages.justNow));
  });

  it("leave numbers and times to the locale where one is asked for", async () => {
    const { fetch } = connectTo({ last_refreshed_at: "2023-11-23T09:00:01.860Z" });
    renderWidget({ fetch, messages: locales.de, locale: "fr" });
    const [row] = await elements.rows();
    expect(row && elements.number(row)).toBe(new Intl.NumberFormat("fr").format(1_250));
    expect(row && elements.time(row).title).toMatch(/^Zuletzt aktualisiert: 23 novembre 2023/);
  });
});

describe("colorScheme", () => {
  const inScheme = (colorScheme: string, child: ReactNode) => <div style={{ colorScheme }}>{child}</div>;

  it.each([
    { page: "light", colorScheme: "dark", expected: "dark" },
    { page: "dark", colorScheme: "light", expected: "light" },
    { page: "dark", colorScheme: undefined, expected: "dark" },
  ] as const)("$colorScheme on a $page page is $expected", async ({ page, colorScheme, expected }) => {
    const source = { customerId: "cus_test", endpoint, fetch: connect().fetch, colorScheme };
    renderInClient(
      inScheme(
        page,
        <>
          <CreditBalances {...source} />
          <CreditBalancesPill {...source} />
        </>,
      ),
    );
    expect(elements.schemeOf(elements.widget())).toBe(expected);
    const pill = await screen.findByRole("button", { name: /^API calls/ });
    expect(elements.schemeOf(pill)).toBe(expected);
    await userEvent.click(pill);
    const popover = await screen.findByRole("dialog");
    expect(elements.schemeOf(within(popover).getByRole("region"))).toBe(expected);
  });
});
