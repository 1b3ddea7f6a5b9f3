import type { Meta, StoryObj } from "@storybook/react-vite";
import { documentedCustomerId } from "../../sandbox/createCast.ts";
import { Connected } from "../stories/Connected.stories.shared.tsx";
import type { Connection } from "../stories/Connected.stories.shared.tsx";
import { states } from "../stories/states.stories.shared.ts";
import { CreditBalances } from "./CreditBalances.tsx";
import type { CreditBalancesProps } from "./creditBalancesProps.ts";

const meta: Meta<CreditBalancesProps & Connection> = {
  title: "List",
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

export const Mixed: Story = {};

export const DocumentedExample: Story = { args: { customerId: documentedCustomerId } };

export const Healthy: Story = states.healthy;

export const Low: Story = states.low;

export const LowWithAutomaticTopUp: Story = states.lowWithTopUp;

export const Out: Story = states.out;

export const Negative: Story = states.negative;

export const Fractional: Story = { args: { customerId: "cus_fractional" } };

export const NoThreshold: Story = { args: { customerId: "cus_nothreshold" } };

export const UnknownBalance: Story = states.unknown;

export const NoCredits: Story = states.empty;

export const ManyProducts: Story = { args: { customerId: "cus_manyproducts" } };

export const HostileNames: Story = states.hostileNames;

export const HugeNumbers: Story = states.huge;

export const Loading: Story = states.loading;

export const BillingServiceDown: Story = states.down;

export const SignedOut: Story = states.signedOut;

export const Forbidden: Story = states.forbidden;

export const UnknownCustomer: Story = states.unknownCustomer;

export const WrongEndpoint: Story = states.wrongEndpoint;

export const Offline: Story = states.offline;

export const RefreshFailed: Story = states.refreshFailed;

export const OfflineSinceThen: Story = states.offlineSince;

export const StaleAnswer: Story = states.staleAnswer;

export const Dark: Story = { globals: { colorScheme: "dark" } };

export const RightToLeft: Story = { globals: { dir: "rtl" } };

export const HostileNamesRightToLeft: Story = { ...states.hostileNames, globals: { dir: "rtl" } };

export const Narrow: Story = { globals: { width: "280px" } };

export const NarrowAndStale: Story = { ...states.staleAnswer, globals: { width: "280px" } };
