import type { Meta, StoryObj } from "@storybook/react-vite";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { userEvent, within } from "storybook/test";
import type { Fetch } from "../../domain/fetch.ts";
import { createCreditsHandler } from "../../proxy/createCreditsHandler.ts";
import { documentedCustomerId } from "../../sandbox/createCast.ts";
import { createSandbox, sandboxApiKey } from "../../sandbox/createSandbox.ts";
import { CreditBalances } from "./CreditBalances.tsx";

/** The real proxy in the page, over the real sandbox unless a story brings another upstream. */
function proxyOver(upstream: Fetch = createSandbox(), authorize: () => boolean | null = () => true) {
  return createCreditsHandler({ apiKey: sandboxApiKey, fetch: upstream, authorize });
}

/** The sandbox, with the balance of one product left out of its answers. */
function withoutBalance(product: string): Fetch {
  const sandbox = createSandbox();
  return async (request) => {
    const response = await sandbox(request);
    const body = await response.text();
    const known = new RegExp(`("name":"${product}","current_balance":)[^,]+`);
    if (!known.test(body)) throw new Error(`The sandbox has no product ${product}.`);
    return new Response(body.replace(known, "$1null"), response);
  };
}

const meta: Meta<typeof CreditBalances> = {
  title: "Credit balances",
  component: CreditBalances,
  args: { customerId: "cus_mixed", endpoint: "https://proxy.example/api/hyperline" },
  argTypes: {
    endpoint: { control: "text" },
    locale: { control: "text" },
    refetchInterval: { control: "number" },
    fetch: { control: false },
    messages: { control: false },
  },
  // A cache for each story, so that no story shows another one's numbers.
  render: function Story(args) {
    const [client] = useState(() => new QueryClient());
    const [fetch] = useState(() => args.fetch ?? proxyOver());
    return (
      <QueryClientProvider client={client}>
        <CreditBalances {...args} fetch={fetch} />
      </QueryClientProvider>
    );
  },
};

export default meta;

type Story = StoryObj<typeof CreditBalances>;

export const Mixed: Story = {};

export const DocumentedExample: Story = { args: { customerId: documentedCustomerId } };

export const Healthy: Story = { args: { customerId: "cus_healthy" } };

export const Low: Story = { args: { customerId: "cus_low" } };

export const Out: Story = { args: { customerId: "cus_out" } };

export const Negative: Story = { args: { customerId: "cus_negative" } };

export const Fractional: Story = { args: { customerId: "cus_fractional" } };

export const NoThreshold: Story = { args: { customerId: "cus_nothreshold" } };

/** Hyperline gave no number for one product: that is said, and is not zero. */
export const UnknownBalance: Story = {
  args: { fetch: proxyOver(withoutBalance("API calls")) },
};

export const NoCredits: Story = { args: { customerId: "cus_nocredits" } };

export const ManyProducts: Story = { args: { customerId: "cus_manyproducts" } };

export const HostileNames: Story = { args: { customerId: "cus_hostilenames" } };

export const HugeNumbers: Story = { args: { customerId: "cus_huge" } };

export const Loading: Story = { args: { fetch: () => new Promise(() => undefined) } };

/** The proxy cannot reach Hyperline. Shown after three more tries. */
export const BillingServiceDown: Story = {
  args: { fetch: proxyOver(async () => new Response("Bad gateway", { status: 502 })) },
};

export const SignedOut: Story = { args: { fetch: proxyOver(undefined, () => null) } };

export const Forbidden: Story = { args: { fetch: proxyOver(undefined, () => false) } };

export const UnknownCustomer: Story = { args: { customerId: "cus_nobody" } };

/** Nothing is mounted at `endpoint`, and the host's own page answers. */
export const WrongEndpoint: Story = {
  args: {
    fetch: async () => new Response("<!doctype html><title>App</title>", { headers: { "Content-Type": "text/html" } }),
  },
};

let visits = 0;

/** The first read went well, the next one did not: the numbers stay, and say from when they are. */
export const RefreshFailed: Story = {
  beforeEach: () => {
    visits = 0;
  },
  args: { fetch: proxyOver(undefined, () => ((visits += 1) === 1 ? true : null)) },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole("button", { name: "Refresh" }));
    await canvas.findByText("Couldn't refresh.");
  },
};

export const Dark: Story = { globals: { colorScheme: "dark" } };

export const RightToLeft: Story = { globals: { dir: "rtl" } };

export const HostileNamesRightToLeft: Story = { args: { customerId: "cus_hostilenames" }, globals: { dir: "rtl" } };

export const Narrow: Story = {
  decorators: [
    (Story) => (
      <div style={{ inlineSize: "280px", marginInline: "auto" }}>
        <Story />
      </div>
    ),
  ],
};
