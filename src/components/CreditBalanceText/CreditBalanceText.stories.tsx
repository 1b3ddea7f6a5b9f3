import type { Meta, StoryObj } from "@storybook/react-vite";
import { Connected } from "../stories/Connected.stories.shared.tsx";
import type { Connection } from "../stories/Connected.stories.shared.tsx";
import { states } from "../stories/states.stories.shared.ts";
import { CreditBalanceText } from "./CreditBalanceText.tsx";
import type { CreditBalanceTextProps } from "./CreditBalanceText.tsx";

/** One balance inside a sentence, in the type of that sentence. */
const meta: Meta<CreditBalanceTextProps & Connection> = {
  title: "Text",
  component: CreditBalanceText,
  args: { ...states.mixed.args, productId: "itm_mixed002" },
  render: ({ connect, ...props }, { globals }) => (
    <Connected connect={connect} globals={globals}>
      {(shared) => (
        <p className="story-sentence">
          Before you start: your team has <CreditBalanceText {...shared} {...props} /> left for API calls.
        </p>
      )}
    </Connected>
  ),
};

export default meta;

type Story = StoryObj<CreditBalanceTextProps & Connection>;

/** The state of a customer, told by one of its products. */
function of<State extends { args: object }>(state: State, productId = "itm_mixed002") {
  return { ...state, args: { ...state.args, productId } };
}

export const Mixed: Story = {};

export const Low: Story = of(states.low, "itm_low001");

export const LowWithAutomaticTopUp: Story = of(states.lowWithTopUp, "itm_own0001");

export const Out: Story = of(states.out, "itm_out001");

export const Negative: Story = of(states.negative, "itm_negative001");

export const HugeNumber: Story = of(states.huge, "itm_huge002");

export const UnknownBalance: Story = of(states.unknown);

export const NoSuchProduct: Story = of(states.empty);

export const Loading: Story = of(states.loading);

export const BillingServiceDown: Story = of(states.down);

export const SignedOut: Story = of(states.signedOut);

export const Forbidden: Story = of(states.forbidden);

export const WrongEndpoint: Story = of(states.wrongEndpoint);

export const Offline: Story = of(states.offline);

export const RefreshFailed: Story = of(states.refreshFailed);

export const StaleAnswer: Story = of(states.staleAnswer);

export const Units: Story = { args: { units: { itm_mixed002: (plural) => (plural === "one" ? "call" : "calls") } } };

export const FormatBalance: Story = { args: { formatBalance: (balance) => `about ${Math.round(balance / 100) * 100}` } };
