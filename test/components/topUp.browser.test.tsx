import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { CreditBalancesPill } from "../../src/components/CreditBalancesPill/CreditBalancesPill.tsx";
import type { CreditBalance } from "../../src/domain/creditBalance.ts";
import { aCredit } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, connectTo, endpoint, renderInClient, renderWidget } from "../support/renderWidget.tsx";

const everyLevel = [
  aCredit({ product_id: "itm_out", name: "Out", current_balance: 0 }),
  { ...aCredit({ product_id: "itm_unknown", name: "Unknown" }), current_balance: null },
  aCredit({ product_id: "itm_low", name: "Low", current_balance: 100 }),
  aCredit({ product_id: "itm_fine", name: "Fine" }),
];

/** A customer who has a product of each level. */
function everyLevelShown() {
  const body = { meta: { total: 4, taken: 4, skipped: 0 }, data: everyLevel };
  return connect({ fetch: async () => Response.json(body) });
}

describe.each(["list", "cards"] as const)("the %s", (layout) => {
  it("links to the host's address from what is low or out", async () => {
    renderWidget({ fetch: everyLevelShown().fetch, layout, topUp: "/billing?tab=credits" });
    await elements.rows();
    const links = screen.getAllByRole("link").map((link) => [link.ariaLabel, link.getAttribute("href")]);
    expect(links).toEqual([
      ["Top up: Out", "/billing?tab=credits"],
      ["Top up: Low", "/billing?tab=credits"],
    ]);
  });

  it("tells the host's function which credit is to be topped up", async () => {
    const topUp = vi.fn<(credit: CreditBalance) => void>();
    renderWidget({ fetch: everyLevelShown().fetch, layout, topUp });
    await userEvent.click(await screen.findByRole("button", { name: "Top up: Low" }));
    expect(topUp.mock.calls).toMatchObject([[{ productId: "itm_low", customerId: "cus_test", balance: 100, level: "low" }]]);
    expect(screen.queryByRole("link")).toBeNull();
  });

  it("offers nothing where the host has nothing to offer", async () => {
    renderWidget({ fetch: everyLevelShown().fetch, layout });
    await elements.rows();
    expect(screen.queryByText("Top up")).toBeNull();
  });
});

it("a visible label begins what a screen reader says, so that it can be asked for by voice", async () => {
  renderWidget({ fetch: connectTo({ current_balance: 0 }).fetch, topUp: "/billing" });
  const link = await screen.findByRole("link");
  expect(link.ariaLabel?.startsWith(link.textContent)).toBe(true);
});

it("a product without a visible name is called by its id", async () => {
  renderWidget({ fetch: connectTo({ name: "\u200B", product_id: "itm_nameless", current_balance: 0 }).fetch, topUp: "/billing" });
  expect(await screen.findByRole("link", { name: "Top up: itm_nameless" })).toBeVisible();
});

it("the host's thresholds decide what is low", async () => {
  const { fetch } = connectTo({ current_balance: 500 }, { product_id: "itm_2", name: "Images", current_balance: 50 });
  renderWidget({ fetch, topUp: "/billing", thresholds: { itm_apicalls: 500, itm_2: null } });
  await elements.rows();
  expect(screen.getAllByRole("link").map(({ ariaLabel }) => ariaLabel)).toEqual(["Top up: API calls"]);
});

it("is gone once there is enough again", async () => {
  const { fetch, move } = connectTo({ current_balance: 0 });
  const { poll } = renderWidget({ fetch, topUp: "/billing" });
  await screen.findByRole("link");
  await move(1_000);
  await poll();
  await screen.findByText("1,000");
  expect(screen.queryByRole("link")).toBeNull();
});

it("stands in the pill's popover, too", async () => {
  const topUp = vi.fn<(credit: CreditBalance) => void>();
  const { fetch } = connectTo({ current_balance: 0 });
  renderInClient(<CreditBalancesPill customerId="cus_test" endpoint={endpoint} fetch={fetch} topUp={topUp} />);
  await userEvent.click(await screen.findByRole("button", { name: /^API calls/ }));
  const popover = await screen.findByRole("dialog");
  await userEvent.click(await within(popover).findByRole("button", { name: "Top up: API calls" }));
  expect(topUp).toHaveBeenCalledOnce();
});
