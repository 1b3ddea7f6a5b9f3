import type { Meta, StoryObj } from "@storybook/react-vite";
import { Connected } from "../stories/Connected.stories.shared.tsx";
import type { Connection } from "../stories/Connected.stories.shared.tsx";
import { states } from "../stories/states.stories.shared.ts";
import { CreditBalances } from "./CreditBalances.tsx";
import type { CreditBalancesProps } from "./creditBalancesProps.ts";

/** `layout="cards"`: a card for each product, on the page itself. */
const meta: Meta<CreditBalancesProps & Connection> = {
  title: "Cards",
  component: CreditBalances,
  args: { ...states.mixed.args, layout: "cards" },
  render: ({ connect, ...props }, { globals }) => (
    <Connected connect={connect} globals={globals}>
      {(shared) => <CreditBalances {...shared} {...props} />}
    </Connected>
  ),
};

export default meta;

type Story = StoryObj<CreditBalancesProps & Connection>;

export const Mixed: Story = {};

export const Healthy: Story = states.healthy;

export const Low: Story = states.low;

export const LowWithAutomaticTopUp: Story = states.lowWithTopUp;

export const Out: Story = states.out;

export const Negative: Story = states.negative;

export const UnknownBalance: Story = states.unknown;

export const NoCredits: Story = states.empty;

export const HostileNames: Story = states.hostileNames;

export const HugeNumbers: Story = states.huge;

export const ManyProducts: Story = { args: { customerId: "cus_manyproducts" } };

export const Loading: Story = states.loading;

export const BillingServiceDown: Story = states.down;

export const SignedOut: Story = states.signedOut;

export const Forbidden: Story = states.forbidden;

export const WrongEndpoint: Story = states.wrongEndpoint;

export const Offline: Story = states.offline;

export const RefreshFailed: Story = states.refreshFailed;

export const OfflineSinceThen: Story = states.offlineSince;

export const StaleAnswer: Story = states.staleAnswer;

export const TopUp: Story = { args: { topUp: "#billing" } };

export const Dark: Story = { args: { topUp: "#billing" }, globals: { colorScheme: "dark" } };

export const RightToLeft: Story = { args: { topUp: "#billing" }, globals: { dir: "rtl" } };

export const Narrow: Story = { args: { topUp: "#billing" }, globals: { width: "280px" } };
