import type { Meta, StoryObj } from "@storybook/react-vite";
import { QueryClient } from "@tanstack/react-query";
import { CreditBalances } from "hyperline-credit-balances";
import { createSandboxProxy } from "hyperline-credit-balances/sandbox";
import type { SandboxProxyOptions } from "hyperline-credit-balances/sandbox";
import { useState } from "react";
import { within } from "storybook/test";

/** A sandbox, a proxy and a query client for each visit of a story, so that no story shows another one's numbers. */
function Credits(options: SandboxProxyOptions) {
  const [own] = useState(() => ({ fetch: createSandboxProxy(options), queryClient: new QueryClient() }));
  return <CreditBalances customerId="cus_acme" {...own} />;
}

/** Long enough for the three more tries after a failure. */
const shows = (words: string): NonNullable<Story["play"]> => {
  return async ({ canvasElement }) => void (await within(canvasElement).findByText(words, {}, { timeout: 14_000 }));
};

const meta: Meta<typeof Credits> = {
  title: "Credits",
  component: Credits,
  args: {
    customers: [{ id: "cus_acme", credits: [{ name: "API calls", current_balance: 5, low_count_threshold: 10 }] }],
  },
};

export default meta;

type Story = StoryObj<typeof Credits>;

export const Low: Story = { play: shows("Low") };

export const Empty: Story = { args: { customers: [{ id: "cus_acme" }] }, play: shows("No credits yet") };

export const Unknown: Story = { args: { faults: "null_balance" }, play: shows("Balance unavailable right now") };

/** For half a minute: each of four tries ends with the proxy's deadline. */
export const Loading: Story = { args: { faults: "timeout" }, play: shows("Loading your credits") };

export const Failed: Story = { args: { faults: "server_error" }, play: shows("Couldn't load your credits") };

export const SignedOut: Story = {
  args: { authorize: () => null },
  play: shows("You're signed out. Sign in again to see your credits."),
};
