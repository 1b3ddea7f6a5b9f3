import type { Meta, StoryObj } from "@storybook/react-vite";
import { CreditBalancesPill } from "../CreditBalancesPill/CreditBalancesPill.tsx";
import { CreditBalanceText } from "../CreditBalanceText/CreditBalanceText.tsx";
import { Connected } from "../stories/Connected.stories.shared.tsx";
import type { Connection } from "../stories/Connected.stories.shared.tsx";
import { states } from "../stories/states.stories.shared.ts";
import { CreditBalances } from "./CreditBalances.tsx";
import type { CreditBalancesProps } from "./creditBalancesProps.ts";

/** Every form, and the states with the most words, in each of the eight languages. The widgets are numbered, as no two on a page may share a name. */
const meta: Meta<CreditBalancesProps & Connection> = {
  title: "Languages",
  component: CreditBalances,
  args: { ...states.mixed.args, topUp: "#billing" },
  // The account that is not found.
  parameters: { settlesIn: "failed" },
  render: ({ connect, ...props }, { globals }) => (
    <Connected connect={connect} globals={globals}>
      {(shared) => (
        <>
          <div className="story-bar">
            <CreditBalanceText {...shared} customerId="cus_mixed" productId="itm_mixed003" />
            <CreditBalancesPill {...shared} customerId="cus_low" />
          </div>
          <CreditBalances {...shared} {...props} />
          <CreditBalances
            {...shared}
            customerId="cus_low"
            layout="cards"
            topUp="#billing"
            heading={`${shared.messages.heading} (2)`}
          />
          <CreditBalances {...shared} customerId="cus_nocredits" heading={`${shared.messages.heading} (3)`} />
          <CreditBalances {...shared} customerId="cus_nobody" heading={`${shared.messages.heading} (4)`} />
        </>
      )}
    </Connected>
  ),
};

export default meta;

type Story = StoryObj<CreditBalancesProps & Connection>;

export const English: Story = { globals: { locale: "en" } };

export const French: Story = { globals: { locale: "fr" } };

export const Dutch: Story = { globals: { locale: "nl" } };

export const Spanish: Story = { globals: { locale: "es" } };

export const Polish: Story = { globals: { locale: "pl" } };

export const Portuguese: Story = { globals: { locale: "pt" } };

export const German: Story = { globals: { locale: "de" } };

export const Italian: Story = { globals: { locale: "it" } };
