import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { createSandboxProxy } from "../createSandboxProxy.ts";
import "../element.ts";
import type { WidgetProperties } from "./elements.ts";

/** Two tags for any page. Here React puts them there; the file that is shipped needs none. */
const meta: Meta<WidgetProperties & { layout: "list" | "cards" }> = {
  title: "Custom element",
  args: { customerId: "cus_mixed", layout: "list", topUp: "#billing" },
  // The elements have a cache of their own, which no test can look into.
  parameters: { settlesIn: "elsewhere" },
  render: ({ customerId, layout, topUp }, { globals }) => (
    <div className="story" data-read="elsewhere">
      <div className="story-bar">
        <strong>Prism</strong>
        <credit-balances-pill customerId={customerId} locale={globals["locale"]} ref={connect} />
      </div>
      <credit-balances customerId={customerId} layout={layout} topUp={topUp} locale={globals["locale"]} ref={connect}>
        <span slot="heading">What is left this month</span>
      </credit-balances>
    </div>
  ),
};

export default meta;

type Story = StoryObj<WidgetProperties & { layout: "list" | "cards" }>;

const fetch = createSandboxProxy();

function connect(element: object | null) {
  if (element) Object.assign(element, { fetch });
}

const settled = async ({ canvasElement }: { canvasElement: HTMLElement }) => {
  const element = canvasElement.querySelector("credit-balances");
  await waitFor(() => expect(element?.shadowRoot?.querySelectorAll("li").length).toBe(4));
  await expect(within(canvasElement).getByText("What is left this month")).toBeVisible();
};

export const List: Story = { play: settled };

export const Cards: Story = { args: { layout: "cards" }, play: settled };

export const Dark: Story = { globals: { colorScheme: "dark" }, play: settled };

export const German: Story = { globals: { locale: "de" }, play: settled };
