import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { createSandboxProxy } from "../../createSandboxProxy.ts";
import { CreditBalances } from "../CreditBalances/CreditBalances.tsx";
import { CreditBalancesPill } from "../CreditBalancesPill/CreditBalancesPill.tsx";
import { Connected } from "./Connected.stories.shared.tsx";
import type { Connection } from "./Connected.stories.shared.tsx";
import { networks } from "./networks.stories.shared.ts";
import { onceThen } from "./upstreams.stories.shared.ts";

/** What a visitor does, and what comes of it. */
const meta: Meta<Connection & { customerIds: readonly [string, string] }> = {
  title: "Interactions",
  args: { connect: networks.live, customerIds: ["cus_mixed", "cus_low"] },
  render: ({ connect, customerIds }, { globals }) => (
    <Connected connect={connect} globals={globals}>
      {(shared) => <Account {...shared} customerIds={customerIds} />}
    </Connected>
  ),
};

export default meta;

type Story = StoryObj<Connection & { customerIds: readonly [string, string] }>;

type AccountProps = Pick<Parameters<typeof CreditBalances>[0], "fetch" | "messages"> & { customerIds: readonly [string, string] };

/** An account whose owner can switch between two customers. */
function Account({ customerIds, ...shared }: AccountProps) {
  const [customerId, setCustomerId] = useState<string>(customerIds[0]);
  return (
    <>
      <div className="story-bar">
        {customerIds.map((id) => (
          <button key={id} type="button" aria-pressed={id === customerId} onClick={() => setCustomerId(id)}>
            {id}
          </button>
        ))}
        <CreditBalancesPill {...shared} customerId={customerId} />
      </div>
      <CreditBalances {...shared} customerId={customerId} heading="All that is left" />
    </>
  );
}

/** Spent elsewhere, and seen at a press of the button. */
const spending = () => {
  const proxy = createSandboxProxy({ maxAge: 0 });
  return onceThen(proxy, (request) => {
    if (request.headers.get("Cache-Control") === "no-cache") proxy.sandbox.move("cus_mixed", "itm_mixed004", -6);
    return proxy(request);
  });
};

export const Refresh: Story = {
  args: { connect: spending },
  play: async ({ canvasElement }) => {
    const page = within(canvasElement);
    await page.findByText("96");
    await userEvent.click(page.getByRole("button", { name: "Refresh" }));
    await expect(await page.findByText("90")).toBeVisible();
    await expect(page.queryByText("96")).toBeNull();
  },
};

/** Signed out at first, signed in when the visitor tries again. */
export const TryAgain: Story = {
  args: { connect: () => onceThen(networks["signed out"](), networks.live()) },
  play: async ({ canvasElement }) => {
    const page = within(canvasElement);
    await userEvent.click(await page.findByRole("button", { name: "Try again" }));
    await expect(await page.findByText("12,480.5")).toBeVisible();
    // The button has gone, and the focus is still in the widget.
    await waitFor(() => expect(page.getByRole("button", { name: "Refresh" })).toHaveFocus());
  },
};

export const SwitchOfCustomers: Story = {
  play: async ({ canvasElement }) => {
    const page = within(canvasElement);
    await page.findByText("12,480.5");
    await userEvent.click(page.getByRole("button", { name: "cus_low" }));
    await expect(page.queryByText("12,480.5")).toBeNull();
    await waitFor(() => expect(page.getAllByRole("listitem")).toHaveLength(1));
    await expect(page.getByTitle("API calls: 10 credits. Low")).toBeVisible();
  },
};

export const PillByKeyboard: Story = {
  play: async ({ canvasElement }) => {
    const page = within(canvasElement);
    const pill = await page.findByTitle(/^Image generation: 0 credits/);
    pill.focus();
    await userEvent.keyboard("{Enter}");
    const dialog = await page.findByRole("dialog");
    await waitFor(() => expect(within(dialog).getAllByRole("listitem")).toHaveLength(4));
    await expect(dialog).toBeVisible();
  },
};
