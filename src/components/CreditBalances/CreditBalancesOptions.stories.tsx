import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, userEvent, within } from "storybook/test";
import { Connected } from "../stories/Connected.stories.shared.tsx";
import type { Connection } from "../stories/Connected.stories.shared.tsx";
import { proxyOver } from "../stories/proxyOver.stories.shared.ts";
import { states } from "../stories/states.stories.shared.ts";
import { ownCustomerId, sandboxWith } from "../stories/upstreams.stories.shared.ts";
import { CreditBalances } from "./CreditBalances.tsx";
import type { CreditBalancesProps } from "./creditBalancesProps.ts";

/** What a host can change. */
const meta: Meta<CreditBalancesProps & Connection> = {
  title: "Options",
  component: CreditBalances,
  ...states.mixed,
  render: ({ connect, ...props }, { globals }) => (
    <Connected connect={connect} globals={globals}>
      {(shared) => <CreditBalances {...shared} {...props} />}
    </Connected>
  ),
};

export default meta;

type Story = StoryObj<CreditBalancesProps & Connection>;

export const TopUpLink: Story = { args: { topUp: "#billing" } };

export const TopUpFunction: Story = {
  args: { topUp: fn() },
  play: async ({ args, canvasElement }) => {
    const [button] = await within(canvasElement).findAllByRole("button", { name: /Image generation$/ });
    if (button) await userEvent.click(button);
    await expect(args.topUp).toHaveBeenCalledWith(expect.objectContaining({ name: "Image generation", level: "out" }));
  },
};

export const Units: Story = {
  args: {
    topUp: "#billing",
    units: {
      itm_mixed001: "images",
      itm_mixed002: (plural) => (plural === "one" ? "call" : "calls"),
      itm_mixed003: "minutes",
      itm_mixed004: "videos",
    },
  },
};

/** Video renders are low already at 100, API calls never. */
export const Thresholds: Story = { args: { thresholds: { itm_mixed002: null, itm_mixed004: 100 } } };

export const Products: Story = { args: { products: ["itm_mixed004", "itm_mixed001"] } };

export const SortUpstream: Story = { args: { sort: "upstream" } };

/** The largest balance first. */
export const SortFunction: Story = { args: { sort: (a, b) => (b.balance ?? 0) - (a.balance ?? 0) } };

export const FormatBalance: Story = {
  args: {
    formatBalance: (balance) => new Intl.NumberFormat("en", { style: "currency", currency: "USD" }).format(balance / 100),
    units: Object.fromEntries(["001", "002", "003", "004"].map((key) => [`itm_mixed${key}`, "left"])),
  },
};

export const RenderCredit: Story = {
  args: {
    customerId: "cus_healthy",
    renderCredit: ({ name, balance, lowThreshold }) => (
      <label className="story-gauge">
        {name}
        <meter min={0} max={(lowThreshold ?? 0) * 12} low={lowThreshold ?? 0} value={balance ?? 0} />
      </label>
    ),
  },
};

export const RenderEmpty: Story = {
  args: {
    customerId: "cus_nocredits",
    renderEmpty: () => (
      <p className="story-notice">
        Nothing here yet. <a href="#plans">See our plans</a>
      </p>
    ),
  },
};

export const RenderError: Story = {
  ...states.signedOut,
  args: {
    ...states.signedOut.args,
    renderError: ({ code }, retry) => (
      <p className="story-notice">
        {code === "unauthenticated" ? "Please sign in." : "That went wrong."}{" "}
        <button type="button" onClick={() => void retry()}>
          I'm back
        </button>
      </p>
    ),
  },
};

export const Heading: Story = { args: { heading: "What is left this month", headingLevel: 3 } };

export const ClassNames: Story = {
  args: { topUp: "#billing", classNames: { root: "story-own-root", heading: "story-own-heading", badge: "story-own-badge" } },
};

/** One of the host's functions throws: the page around the widget stays. */
export const RenderBug: Story = {
  args: {
    renderCredit: ({ name }) => {
      throw new Error(`There is no picture for ${name}.`);
    },
  },
  // React writes what a boundary caught to the console unless it is told otherwise.
  parameters: { react: { rootOptions: { onCaughtError: () => undefined } } },
};

export const ShowAll: Story = {
  args: { customerId: "cus_manyproducts" },
  play: async ({ canvasElement }) => {
    await userEvent.click(await within(canvasElement).findByRole("button", { expanded: false }));
    await within(canvasElement).findByRole("button", { expanded: true });
  },
};

const everyRegion = Array.from({ length: 2_000 }, (_, index) => ({
  name: `Region ${String(index + 1).padStart(4, "0")}`,
  current_balance: index * 250,
  low_count_threshold: 1_000,
}));

/** As many products as the proxy reads. */
export const LongestList: Story = {
  args: { customerId: ownCustomerId, connect: () => proxyOver(sandboxWith(everyRegion)) },
};

/** Light and dark whatever is around. */
export const ColorSchemeLight: Story = { args: { colorScheme: "light", topUp: "#billing" }, globals: { colorScheme: "dark" } };

export const ColorSchemeDark: Story = { args: { colorScheme: "dark", topUp: "#billing" } };
