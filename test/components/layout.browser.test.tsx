import { render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { aCredit, aCustomer, manyCredits } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, endpoint } from "../support/renderWidget.tsx";

/** A slot of the host's page, and what the customer in it has. */
async function show(credits = [aCredit()], slot = (widget: ReactNode) => <div style={{ width: 480 }}>{widget}</div>) {
  const { fetch } = connect({ customers: [aCustomer({ credits })] });
  render(
    <QueryClientProvider client={new QueryClient()}>
      {slot(<CreditBalances customerId="cus_test" endpoint={endpoint} fetch={fetch} />)}
    </QueryClientProvider>,
  );
  await elements.refresh();
  return elements.widget();
}

const box = (element: Element | null | undefined) => element?.getBoundingClientRect() ?? new DOMRect();

const longName = "Enterprise-wide multilingual document understanding and summarisation for every region, team and plan";

describe("the skeleton", () => {
  it("has the boxes of three real rows, so that nothing moves when they come", async () => {
    const shape = (widget: HTMLElement) =>
      [widget, ...widget.querySelectorAll(".hcb-header, .hcb-credit, .hcb-footer")].map((part) => {
        const { top, height } = box(part);
        return { top, height };
      });
    const slot = (widget: ReactNode) => <div style={{ width: 480 }}>{widget}</div>;
    const { unmount } = render(
      slot(<CreditBalances customerId="cus_test" endpoint={endpoint} fetch={() => new Promise(() => undefined)} />),
    );
    const loading = shape(elements.widget());
    unmount();

    expect(shape(await show(manyCredits(3), slot))).toEqual(loading);
  });
});

describe("in a narrow slot", () => {
  it.each([280, 320, 419])("of %i px nothing sticks out and no number is cut", async (width) => {
    const credits = [
      aCredit({ product_id: "itm_1", name: longName, current_balance: 5, low_count_threshold: 10 }),
      aCredit({ product_id: "itm_2", name: "Tokens", current_balance: Number.MAX_SAFE_INTEGER }),
      aCredit({ product_id: "itm_3", name: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", current_balance: 1e300 }),
    ];
    const widget = await show(credits, (child) => <div style={{ width }}>{child}</div>);
    const { left, right } = box(widget);
    expect(right - left).toBe(width);
    for (const part of widget.querySelectorAll(".hcb-number, .hcb-badge, .hcb-fact, .hcb-refresh")) {
      expect(box(part).left).toBeGreaterThanOrEqual(left);
      expect(box(part).right).toBeLessThanOrEqual(right);
    }
    expect(widget.scrollWidth).toBeLessThanOrEqual(width);
  });

  it("puts the badge under the name", async () => {
    const row = aCredit({ current_balance: 5, low_count_threshold: 10 });
    const widget = await show([row], (child) => <div style={{ width: 320 }}>{child}</div>);
    expect(box(widget.querySelector(".hcb-badge")).top).toBeGreaterThanOrEqual(box(widget.querySelector(".hcb-name")).bottom);
  });

  it("cuts a long name after two lines and keeps the whole of it in reach", async () => {
    const widget = await show([aCredit({ name: longName })], (child) => <div style={{ width: 280 }}>{child}</div>);
    const name = widget.querySelector(".hcb-name");
    expect(box(name).height).toBe(40);
    expect(name).toHaveAttribute("title", longName);
  });
});

it("mirrors itself from right to left, and keeps a minus sign before its number", async () => {
  const widget = await show([aCredit({ current_balance: -350 })], (child) => <div dir="rtl">{child}</div>);
  expect(box(widget.querySelector(".hcb-number")).right).toBeLessThan(box(widget.querySelector(".hcb-name")).left);
  const number = widget.querySelector(".hcb-number");
  expect(getComputedStyle(number ?? widget).direction).toBe("ltr");
});

it.each(["light", "dark"])("follows the host's %s color-scheme", async (colorScheme) => {
  const widget = await show([aCredit()], (child) => <div style={{ colorScheme }}>{child}</div>);
  expect(elements.schemeOf(widget)).toBe(colorScheme);
});

it("does not collapse where the host shrinks it to its content", async () => {
  const widget = await show([aCredit()], (child) => <div style={{ display: "inline-flex" }}>{child}</div>);
  expect(box(widget).width).toBeGreaterThanOrEqual(280);
});

it("lines its numbers up at the inline end, whatever their length", async () => {
  const widget = await show(manyCredits(12));
  const ends = [...widget.querySelectorAll(".hcb-balance")].map((balance) => box(balance).right);
  expect(new Set(ends).size).toBe(1);
});

it("gives every button at least 24 px each way", async () => {
  await show();
  for (const button of screen.getAllByRole("button")) {
    expect(box(button).width).toBeGreaterThanOrEqual(24);
    expect(box(button).height).toBeGreaterThanOrEqual(24);
  }
});
