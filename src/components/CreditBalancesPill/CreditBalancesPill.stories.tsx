import type { Meta, StoryObj } from "@storybook/react-vite";
import { userEvent, within } from "storybook/test";
import { comeBack } from "../stories/comeBack.stories.shared.ts";
import { Connected } from "../stories/Connected.stories.shared.tsx";
import type { Connection } from "../stories/Connected.stories.shared.tsx";
import { states } from "../stories/states.stories.shared.ts";
import { CreditBalancesPill } from "./CreditBalancesPill.tsx";
import type { CreditBalancesPillProps } from "./Pill.tsx";

/** One balance in a navigation bar; a press opens the list. */
const meta: Meta<CreditBalancesPillProps & Connection> = {
  title: "Pill",
  component: CreditBalancesPill,
  ...states.mixed,
  render: ({ connect, ...props }, { globals }) => (
    <Connected connect={connect} globals={globals}>
      {(shared) => (
        <div className="story-bar">
          <strong>Prism</strong>
          <span>Projects</span>
          <span>Usage</span>
          <CreditBalancesPill {...shared} {...props} />
        </div>
      )}
    </Connected>
  ),
};

export default meta;

type Story = StoryObj<CreditBalancesPillProps & Connection>;

async function open({ canvasElement }: { canvasElement: HTMLElement }) {
  const pill = await within(canvasElement).findByRole("button");
  await userEvent.click(pill);
  await within(canvasElement).findByRole("dialog");
}

export const Mixed: Story = {};

export const MixedOpen: Story = { args: { topUp: "#billing" }, play: open };

export const Healthy: Story = states.healthy;

export const Low: Story = states.low;

export const LowOpen: Story = { ...states.low, play: open };

export const LowWithAutomaticTopUp: Story = states.lowWithTopUp;

export const LowWithAutomaticTopUpOpen: Story = { ...states.lowWithTopUp, play: open };

export const Out: Story = states.out;

export const OutOpen: Story = { ...states.out, play: open };

export const Negative: Story = states.negative;

export const NegativeOpen: Story = { ...states.negative, play: open };

const unknown = { ...states.unknown, args: { ...states.unknown.args, productId: "itm_mixed002" } };

export const UnknownBalance: Story = unknown;

export const UnknownBalanceOpen: Story = { ...unknown, play: open };

export const NoCredits: Story = states.empty;

export const NoCreditsOpen: Story = { ...states.empty, play: open };

export const HostileNamesOpen: Story = { ...states.hostileNames, play: open };

export const HugeNumbers: Story = states.huge;

export const HugeNumbersOpen: Story = { ...states.huge, play: open };

export const ManyProductsOpen: Story = { args: { customerId: "cus_manyproducts" }, play: open };

export const Loading: Story = states.loading;

export const LoadingOpen: Story = { ...states.loading, play: open };

export const BillingServiceDown: Story = states.down;

export const BillingServiceDownOpen: Story = { ...states.down, play: open };

export const SignedOut: Story = states.signedOut;

export const SignedOutOpen: Story = { ...states.signedOut, play: open };

export const ForbiddenOpen: Story = { ...states.forbidden, play: open };

export const WrongEndpointOpen: Story = { ...states.wrongEndpoint, play: open };

export const Offline: Story = states.offline;

export const OfflineOpen: Story = { ...states.offline, play: open };

export const RefreshFailed: Story = states.refreshFailed;

export const RefreshFailedOpen: Story = {
  ...states.refreshFailed,
  play: async (context) => {
    await comeBack(context);
    await open(context);
  },
};

export const StaleAnswer: Story = states.staleAnswer;

export const StaleAnswerOpen: Story = { ...states.staleAnswer, play: open };

/** A product of the host's choice, and what it is counted in. */
export const OneProduct: Story = { args: { productId: "itm_mixed004", units: { itm_mixed004: "videos" } } };

export const ColorSchemeDarkOpen: Story = { args: { colorScheme: "dark" }, play: open };
