import { screen, waitFor, within } from "@testing-library/react";
import { expect, onTestFinished } from "vitest";

/** The live region: there in every state, and mostly silent. */
const status = () => screen.getByRole("status");

/** Where things are in the widget, for every test of the widget: by role and name, where it has them. */
export const elements = {
  widget: () => screen.getByRole("region", { name: "Credits" }),
  rows: () => screen.findAllByRole("listitem"),
  row: async (name: string) => {
    const row = (await screen.findByText(name)).closest("li");
    if (!row) throw new Error(`"${name}" stands in no row.`);
    return row;
  },
  name: (row: HTMLElement) => row.querySelector(".hcb-name")?.textContent,
  number: (row: HTMLElement) => row.querySelector(".hcb-number")?.textContent,
  badge: (row: HTMLElement) => row.querySelector(".hcb-badge"),
  time: (row: HTMLElement) => within(row).getByRole("time"),
  refresh: () => screen.findByRole("button", { name: "Refresh" }),
  tryAgain: () => screen.findByRole("button", { name: "Try again" }),
  status,
  /** The live region, once it tells why there are no numbers: after three retries at the latest. */
  failure: async () => {
    await waitFor(() => expect(elements.widget()).toHaveAttribute("data-status", "error"), { timeout: 14_000 });
    return status();
  },
  /** Whether something is painted for a light or a dark page. */
  schemeOf: (element: Element) => {
    const [red = 0] = getComputedStyle(element).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
    return red > 127 ? "light" : "dark";
  },
  /**
   * What a screen reader says from now on: a status is read as a whole when something in it is added or changed, and not when something goes
   * (WAI-ARIA 1.2, `aria-atomic` and `aria-relevant`).
   */
  listen: (region = status()) => {
    const said: string[] = [];
    const observer = new MutationObserver((records) => {
      const isHeard = records.some(({ type, target, addedNodes }) =>
        (type === "characterData" ? [target] : [...addedNodes]).some((node) => node.textContent),
      );
      if (isHeard && region.textContent) said.push(region.textContent);
    });
    observer.observe(region, { childList: true, subtree: true, characterData: true });
    onTestFinished(() => observer.disconnect());
    return said;
  },
};
