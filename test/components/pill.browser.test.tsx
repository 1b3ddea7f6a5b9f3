import { screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { CreditBalancesPill } from "../../src/components/CreditBalancesPill/CreditBalancesPill.tsx";
import type { CreditBalancesPillProps } from "../../src/components/CreditBalancesPill/Pill.tsx";
import { aCredit, manyCredits } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, connectTo, endpoint, renderInClient } from "../support/renderWidget.tsx";

const images = { product_id: "itm_2", name: "Images" };

function renderPill(props: Partial<CreditBalancesPillProps>, slot = (pill: ReactNode) => pill) {
  const pill = (changes: Partial<CreditBalancesPillProps> = {}) =>
    slot(<CreditBalancesPill customerId="cus_test" endpoint={endpoint} {...props} {...changes} />);
  const view = renderInClient(pill());
  return { ...view, update: (changes: Partial<CreditBalancesPillProps>) => view.rerender(pill(changes)) };
}

/** The pill, once it has this accessible name. */
const pillNamed = (name: string | RegExp) => screen.findByRole("button", { name });
const visibleText = (pill: HTMLElement) => pill.querySelector(".hcb-pill-text")?.textContent;

async function open() {
  await userEvent.click(screen.getByRole("button", { name: /credit/i }));
  return screen.findByRole("dialog", { name: "Credits" });
}

describe("the pill", () => {
  it("says that it is loading", async () => {
    renderPill({ fetch: () => new Promise(() => undefined) });
    const pill = await pillNamed("Loading your credits");
    expect(visibleText(pill)).toBe("Credits");
  });

  it.each([
    { label: "a healthy balance", credit: {}, name: "API calls: 1,250 credits", shown: "1,250 credits", level: "ok" },
    {
      label: "one credit",
      credit: { current_balance: 1, low_count_threshold: null },
      name: "API calls: 1 credit",
      shown: "1 credit",
      level: "ok",
    },
    {
      label: "a low one",
      credit: { current_balance: 90 },
      name: "API calls: 90 credits. Low",
      shown: "90 credits",
      level: "low",
    },
    {
      label: "none left",
      credit: { current_balance: 0 },
      name: "API calls: 0 credits. Out of credits",
      shown: "0 credits",
      level: "out",
    },
    {
      label: "a debt",
      credit: { current_balance: -5 },
      name: "API calls: -5 credits. Out of credits",
      shown: "-5 credits",
      level: "out",
    },
    {
      label: "a product without a visible name",
      credit: { name: " " },
      name: "itm_apicalls: 1,250 credits",
      shown: "1,250 credits",
      level: "ok",
    },
  ])("shows $label", async ({ credit, name, shown, level }) => {
    renderPill({ fetch: connectTo(credit).fetch });
    const pill = await pillNamed(name);
    expect(visibleText(pill)).toBe(shown);
    expect(pill).toHaveAttribute("title", name);
    expect(pill).toHaveAttribute("data-level", level);
  });

  it("says that a balance is unknown, and shows no zero", async () => {
    const body = { meta: { total: 1, taken: 1, skipped: 0 }, data: [{ ...aCredit(), current_balance: null }] };
    renderPill({ fetch: connect({ fetch: async () => Response.json(body) }).fetch });
    const pill = await pillNamed("API calls: Balance unavailable right now");
    expect(pill.textContent).not.toMatch(/\d/);
  });

  it.each([
    { label: "there are no credits", props: {}, credits: [] },
    { label: "the product is not among them", props: { productId: "itm_other" }, credits: [{}] },
  ])("is called after the widget where $label", async ({ props, credits }) => {
    renderPill({ ...props, fetch: connectTo(...credits).fetch });
    expect(visibleText(await pillNamed(/^Credits$/))).toBe("Credits");
  });

  it("says that nothing could be loaded", async () => {
    renderPill({ fetch: connect({ authorize: () => false }).fetch });
    expect(visibleText(await pillNamed("Couldn't load your credits"))).toBe("Credits");
  });

  it("keeps its number when a refresh fails, and says from when it is", async () => {
    let allowed = true;
    const { poll } = renderPill({ fetch: connect({ authorize: () => allowed }).fetch });
    await pillNamed("API calls: 1,250 credits");
    const said = elements.listen();
    allowed = false;
    await poll();
    const pill = await pillNamed(/^API calls: 1,250 credits\. Couldn't refresh\. Showing balances from \d{1,2}:\d{2} [AP]M\.$/);
    expect(visibleText(pill)).toMatch(/^1,250 credits · \d{1,2}:\d{2} [AP]M$/);
    await poll();
    expect(said).toEqual([expect.stringMatching(/^Couldn't refresh\. Showing balances from/)]);
  });

  it("blames the missing connection, as the list does", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { fetch } = connect();
    let isOnline = true;
    vi.spyOn(navigator, "onLine", "get").mockImplementation(() => isOnline);
    const { poll } = renderPill({
      fetch: (request) => (isOnline ? fetch(request) : Promise.reject(new TypeError("Failed to fetch"))),
    });
    await pillNamed("API calls: 1,250 credits");
    isOnline = false;
    await poll();
    expect(await pillNamed(/API calls: 1,250 credits\. .*Showing balances from/)).toHaveTextContent("You're offline.");
  });
});

describe("which product it shows", () => {
  const out = aCredit({ product_id: "itm_out", name: "Out", current_balance: 0 });
  const unknown = { ...aCredit({ product_id: "itm_unknown", name: "Unknown" }), current_balance: null };
  const low = aCredit({ product_id: "itm_low", name: "Low", current_balance: 5 });
  const lower = aCredit({ product_id: "itm_lower", name: "Lower", current_balance: 4 });
  const fine = aCredit({ product_id: "itm_fine", name: "Fine" });

  it.each([
    { rows: [fine, low, unknown, out], name: /^Out:/ },
    { rows: [fine, low, unknown], name: /^Unknown:/ },
    { rows: [fine, lower, low], name: /^Low:/ },
    { rows: [fine], name: /^Fine:/ },
  ])("is the one that needs attention most: $name", async ({ rows, name }) => {
    const body = { meta: { total: rows.length, taken: rows.length, skipped: 0 }, data: rows };
    renderPill({ fetch: connect({ fetch: async () => Response.json(body) }).fetch });
    expect(await pillNamed(name)).toBeVisible();
  });

  it("is the one that needs attention most whatever the order of the list", async () => {
    renderPill({ fetch: connectTo(fine, low, out).fetch, sort: "upstream" });
    expect(await pillNamed(/^Out:/)).toBeVisible();
  });

  it("is the named one, even where another is out", async () => {
    renderPill({ fetch: connectTo(fine, out).fetch, productId: "itm_fine" });
    expect(await pillNamed("Fine: 1,250 credits")).toBeVisible();
  });
});

describe("a long number", () => {
  it.each([
    { balance: 99_999, shown: "99,999", exact: "99,999" },
    { balance: 100_000, shown: "100K", exact: "100,000" },
    { balance: 124_850, shown: "124.8K", exact: "124,850" },
    { balance: 199_999.99, shown: "199.9K", exact: "199,999.99" },
    { balance: 999_999, shown: "999.9K", exact: "999,999" },
    { balance: 1_999_999, shown: "1.9M", exact: "1,999,999" },
    { balance: Number.MAX_SAFE_INTEGER, shown: "9007.1T", exact: "9,007,199,254,740,991" },
    { balance: -124_850, shown: "-124.9K", exact: "-124,850" },
  ])("of $exact is shown as $shown, never as more than there is, and said exactly", async ({ balance, shown, exact }) => {
    renderPill({ fetch: connectTo({ current_balance: balance }).fetch });
    const pill = await pillNamed(new RegExp(`^API calls: ${exact.replaceAll(".", "\\.")} credits`));
    expect(visibleText(pill)).toBe(`${shown} credits`);
  });

  it("is shown as the host writes it", async () => {
    renderPill({
      fetch: connectTo({ current_balance: 124_850 }).fetch,
      formatBalance: (balance) => `${balance / 1_000} thousand`,
    });
    expect(visibleText(await pillNamed("API calls: 124.85 thousand credits"))).toBe("124.85 thousand credits");
  });
});

describe("its popover", () => {
  afterEach(() => page.viewport(1_024, 768));

  it("holds the whole list, and only while it is open", async () => {
    const { fetch } = connectTo({}, images);
    renderPill({ fetch });
    await pillNamed(/^API calls/);
    expect(document.querySelector("li")).toBeNull();

    const popover = await open();
    expect(await within(popover).findAllByRole("listitem")).toHaveLength(2);
    await userEvent.click(screen.getByRole("button", { name: /^API calls/ }));
    await waitFor(() => expect(document.querySelector("li")).toBeNull());
  });

  it("makes no request of its own, nor does a list beside it", async () => {
    const { fetch, requests } = connect();
    const source = { customerId: "cus_test", endpoint, fetch };
    renderInClient(
      <>
        <CreditBalancesPill {...source} />
        <CreditBalances {...source} />
      </>,
    );
    await pillNamed(/^API calls/);
    const popover = await open();
    expect(await within(popover).findByText("1,250")).toBeVisible();
    expect(requests).toHaveLength(1);
  });

  it("closes at a press elsewhere", async () => {
    renderPill({ fetch: connect().fetch }, (pill) => (
      <>
        {pill}
        <p style={{ position: "fixed", bottom: 0 }}>Elsewhere</p>
      </>
    ));
    await pillNamed(/^API calls/);
    await open();
    await userEvent.click(screen.getByText("Elsewhere"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("stays open at a press inside", async () => {
    const { fetch, requests } = connect();
    renderPill({ fetch });
    await pillNamed(/^API calls/);
    const popover = await open();
    await userEvent.click(within(popover).getByRole("button", { name: "Refresh" }));
    await waitFor(() => expect(requests).toHaveLength(2));
    expect(popover).toBeVisible();
  });

  it("tells of a crossing while it is open, and the pill does not repeat it afterwards", async () => {
    const { fetch, move } = connectTo({ current_balance: 150 });
    const { poll } = renderPill({ fetch });
    await pillNamed("API calls: 150 credits");
    const ofPill = elements.listen();
    const popover = await open();
    const inside = elements.listen(await within(popover).findByRole("status"));
    await move(-60);
    await poll();
    expect(inside).toEqual(["API calls: Low, 90 credits"]);

    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(ofPill).toEqual([]);
  });

  const corners = [
    { at: "at the start of the top", style: { top: 10, insetInlineStart: 10 } },
    { at: "at the end of the top", style: { top: 10, insetInlineEnd: 10 } },
    { at: "in the middle", style: { top: "45%", insetInlineStart: "45%" } },
    { at: "at the end of the bottom", style: { bottom: 10, insetInlineEnd: 10 } },
  ] as const;
  const windows = [
    { name: "wide", width: 1_200, height: 800 },
    { name: "narrow", width: 320, height: 640 },
    { name: "low", width: 700, height: 360 },
  ];
  const cases = windows.flatMap((size) =>
    corners.flatMap((corner) => (["ltr", "rtl"] as const).map((dir) => ({ ...size, ...corner, dir }))),
  );

  it.each(cases)("is whole inside a $name $dir window with the pill $at", async ({ width, height, style, dir }) => {
    await page.viewport(width, height);
    renderPill({ fetch: connectTo(...manyCredits(12)).fetch }, (pill) => (
      <div dir={dir} style={{ position: "fixed", ...style }}>
        {pill}
      </div>
    ));
    await pillNamed(/^Product/);
    const popover = await open();
    await within(popover).findAllByRole("listitem");
    await waitFor(() => {
      const { left, right, top, bottom } = popover.getBoundingClientRect();
      expect({ left, top }).toEqual({ left: Math.max(8, left), top: Math.max(0, top) });
      expect({ right, bottom }).toEqual({ right: Math.min(width - 8, right), bottom: Math.min(height, bottom) });
    });
  });

  it.each([
    { dir: "ltr", side: "right" },
    { dir: "rtl", side: "left" },
  ] as const)("hangs under the pill, its end at the pill's, in $dir, also after scrolling", async ({ dir, side }) => {
    renderPill({ fetch: connect().fetch }, (pill) => (
      <div dir={dir} style={{ height: 3_000, padding: "200px 450px" }}>
        {pill}
      </div>
    ));
    const pill = await pillNamed(/^API calls/);
    const popover = await open();
    const hangs = () => {
      const [own, anchor] = [popover.getBoundingClientRect(), pill.getBoundingClientRect()];
      expect({ top: own.top, end: own[side] }).toEqual({ top: anchor.bottom + 8, end: anchor[side] });
    };
    await waitFor(hangs);
    scrollTo(0, 100);
    await waitFor(hangs);
    expect(pill.getBoundingClientRect().top).toBeLessThan(150);
    scrollTo(0, 0);
  });
});
