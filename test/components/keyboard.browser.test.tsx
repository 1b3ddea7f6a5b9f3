import { screen, waitFor, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { CreditBalancesPill } from "../../src/components/CreditBalancesPill/CreditBalancesPill.tsx";
import { CreditBalanceText } from "../../src/components/CreditBalanceText/CreditBalanceText.tsx";
import type { CreditBalance } from "../../src/domain/creditBalance.ts";
import { manyCredits } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, connectTo, endpoint, renderInClient } from "../support/renderWidget.tsx";

const low = { current_balance: 50 };
const images = { product_id: "itm_2", name: "Images" };

/** A form of the widget between two buttons of the host, the first of which has the focus. */
function renderBetween(form: ReactNode) {
  const page = (inside: ReactNode) => (
    <>
      <button type="button">Before</button>
      {inside}
      <button type="button">After</button>
    </>
  );
  const view = renderInClient(page(form));
  screen.getByRole("button", { name: "Before" }).focus();
  return { ...view, update: (next: ReactNode) => view.rerender(page(next)) };
}

const source = (fetch: (request: Request) => Promise<Response>) => ({ customerId: "cus_test", endpoint, fetch });

/** What the focus is on, in the words that a screen reader gives it. */
function focused(): string {
  const { activeElement } = document;
  return activeElement?.ariaLabel ?? activeElement?.textContent ?? "nothing";
}

/** What the Tab key leads to, press by press, up to the host's next button. */
async function walk(): Promise<string[]> {
  const stops: string[] = [];
  while (stops.at(-1) !== "After" && stops.length < 20) {
    await userEvent.keyboard("{Tab}");
    stops.push(focused());
  }
  return stops;
}

const press = (key: string) => userEvent.keyboard(key === "Space" ? " " : `{${key}}`);

describe.each(["list", "cards"] as const)("the %s", (layout) => {
  it("is walked from the refresh button over the rows to the button for the others", async () => {
    const { fetch } = connectTo(...manyCredits(27).map((credit) => ({ ...credit, low_count_threshold: 2 })));
    renderBetween(<CreditBalances {...source(fetch)} layout={layout} topUp={() => undefined} />);
    await elements.rows();
    expect(await walk()).toEqual(["Refresh", "Top up: Product 001", "Top up: Product 002", "Show all 27 products", "After"]);
    await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
    expect(focused()).toBe("Show all 27 products");
  });

  it.each(["Enter", "Space"])("is shown as a whole, and in part again, by %s", async (key) => {
    const { fetch } = connectTo(...manyCredits(27));
    renderBetween(<CreditBalances {...source(fetch)} layout={layout} />);
    await elements.rows();
    await press("Tab");
    await press("Tab");
    await press(key);
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(27));
    expect(focused()).toBe("Show fewer");
    await press(key);
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(20));
    expect(focused()).toBe("Show all 27 products");
  });

  it.each(["Enter", "Space"])("tops up by %s", async (key) => {
    const topUp = vi.fn<(credit: CreditBalance) => void>();
    renderBetween(<CreditBalances {...source(connectTo(low).fetch)} layout={layout} topUp={topUp} />);
    await elements.rows();
    await press("Tab");
    await press("Tab");
    await press(key);
    expect(topUp.mock.calls.map(([{ productId }]) => productId)).toEqual(["itm_apicalls"]);
  });

  it("is left by Enter on the link that tops up", async () => {
    renderBetween(<CreditBalances {...source(connectTo(low).fetch)} layout={layout} topUp="#buy-more" />);
    await elements.rows();
    await press("Tab");
    await press("Tab");
    await press("Enter");
    expect(location.hash).toBe("#buy-more");
    history.replaceState(null, "", location.pathname + location.search);
  });
});

describe("the focus is not lost", () => {
  it.each(["Enter", "Space"])("when %s refreshes, be it well or not", async (key) => {
    let allowed = true;
    const { fetch, requests } = connect({ authorize: () => allowed });
    renderBetween(<CreditBalances {...source(fetch)} />);
    const refresh = await elements.refresh();
    await press("Tab");
    await press(key);
    await waitFor(() => expect(requests).toHaveLength(2));
    expect(refresh).toHaveFocus();

    allowed = false;
    await press(key);
    expect(await elements.tryAgain()).toBe(refresh);
    expect(refresh).toHaveFocus();

    allowed = true;
    await press(key);
    expect(await elements.refresh()).toBe(refresh);
    expect(refresh).toHaveFocus();
  });

  it.each(["Enter", "Space"])("when %s tries again with success: it goes to the refresh button", async (key) => {
    let allowed = false;
    const { fetch } = connect({ authorize: () => allowed });
    renderBetween(<CreditBalances {...source(fetch)} />);
    await elements.failure();
    await press("Tab");
    expect(await elements.tryAgain()).toHaveFocus();
    allowed = true;
    await press(key);
    expect(await elements.refresh()).toHaveFocus();
  });

  it("nor taken from elsewhere when a poll mends an error", async () => {
    let allowed = false;
    const { fetch } = connect({ authorize: () => allowed });
    const { poll } = renderBetween(<CreditBalances {...source(fetch)} />);
    await elements.failure();
    allowed = true;
    await poll();
    await elements.refresh();
    expect(focused()).toBe("Before");
  });

  it("when its row takes another place", async () => {
    const { fetch, move } = connectTo(low, { ...images, current_balance: 150 });
    const { poll } = renderBetween(<CreditBalances {...source(fetch)} topUp={() => undefined} />);
    const button = await screen.findByRole("button", { name: "Top up: API calls" });
    button.focus();
    await move(-150, "itm_2");
    await poll();
    expect((await elements.rows()).map(elements.name)).toEqual(["Images", "API calls"]);
    expect(button).toHaveFocus();
  });

  it("when what was topped up needs no more: it stays in the widget", async () => {
    const { fetch, move } = connectTo(low);
    const { poll } = renderBetween(<CreditBalances {...source(fetch)} topUp={() => undefined} />);
    (await screen.findByRole("button", { name: "Top up: API calls" })).focus();
    await move(1_000);
    await poll();
    await screen.findByText("1,050");
    expect(elements.widget()).toContainElement(focusedElement());
  });

  it("when a long list becomes a short one: it stays in the widget", async () => {
    const credits = manyCredits(26);
    const { fetch } = connectTo(...credits);
    const { update } = renderBetween(<CreditBalances {...source(fetch)} />);
    (await screen.findByRole("button", { name: "Show all 26 products" })).focus();
    update(<CreditBalances {...source(fetch)} products={credits.slice(0, 3).map((credit) => credit.product_id)} />);
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(3));
    expect(elements.widget()).toContainElement(focusedElement());
  });
});

function focusedElement(): HTMLElement {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement) return activeElement;
  throw new Error("Nothing has the focus.");
}

describe("the pill", () => {
  const pill = () => screen.getByRole("button", { name: /^API calls/ });
  const popover = () => screen.findByRole("dialog", { name: "Credits" });

  beforeEach(async () => {
    renderBetween(<CreditBalancesPill {...source(connectTo(low).fetch)} topUp={() => undefined} />);
    await waitFor(pill);
    await press("Tab");
  });

  it("is one stop while it is closed", async () => {
    expect(pill()).toHaveFocus();
    await press("Tab");
    expect(focused()).toBe("After");
  });

  it.each(["Enter", "Space"])("opens and closes by %s", async (key) => {
    await press(key);
    expect(within(await popover()).getByRole("region", { name: "Credits" })).toBeVisible();
    expect(pill()).toHaveFocus();
    await press(key);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(pill()).toHaveFocus();
  });

  it("leads into what it opened, and out of it again", async () => {
    await press("Enter");
    await within(await popover()).findByText("50");
    expect(await walk()).toEqual(["Refresh", "Top up: API calls", "After"]);
  });

  it.each([0, 1, 2])("closes by Escape after %i steps inside, and has the focus", async (steps) => {
    await press("Enter");
    await within(await popover()).findByText("50");
    for (let step = 0; step < steps; step += 1) await press("Tab");
    await press("Escape");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(pill()).toHaveFocus();
  });
});

it("a balance inside a sentence is no stop", async () => {
  renderBetween(
    <p>
      You have <CreditBalanceText {...source(connectTo(low).fetch)} productId="itm_apicalls" /> left.
    </p>,
  );
  await screen.findByText("50");
  expect(await walk()).toEqual(["After"]);
});
