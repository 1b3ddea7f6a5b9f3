import { screen, within } from "@testing-library/react";

/** Where things are in the widget, for every test of the widget: by role and name, where it has them. */
export const elements = {
  widget: () => screen.getByRole("region", { name: "Credits" }),
  rows: () => screen.findAllByRole("listitem"),
  row: async (name: string) => {
    const row = (await screen.findByText(name)).closest("li");
    if (!row) throw new Error(`"${name}" stands in no row.`);
    return row;
  },
  number: (row: HTMLElement) => row.querySelector(".hcb-number")?.textContent,
  badge: (row: HTMLElement) => row.querySelector(".hcb-badge"),
  time: (row: HTMLElement) => within(row).getByRole("time"),
  refresh: () => screen.findByRole("button", { name: "Refresh" }),
  tryAgain: () => screen.findByRole("button", { name: "Try again" }),
  alert: () => screen.findByRole("alert", undefined, { timeout: 14_000 }),
};
