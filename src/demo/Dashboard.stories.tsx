import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { Connected } from "../components/stories/Connected.stories.shared.tsx";
import { createSandboxProxy } from "../createSandboxProxy.ts";
import { createCast } from "../sandbox/createCast.ts";
import { Dashboard } from "./Dashboard.tsx";
import "./demo.css";

/** A whole page of a SaaS product with the widget in three places: a pill in the bar, a number in a sentence, and the list. */
const meta: Meta<{ customerId: string }> = {
  title: "Dashboard",
  args: { customerId: "cus_mixed" },
  render: ({ customerId }, { globals }) => (
    <Connected connect={createLiveProxy} globals={globals}>
      {({ fetch }) => <Dashboard backend={{ ...backend, fetch }} signedIn={customerId} />}
    </Connected>
  ),
};

export default meta;

type Story = StoryObj<{ customerId: string }>;

const customers = createCast(Date.now());
let live = createSandboxProxy();

/** One in which every spend shows at once. */
function createLiveProxy() {
  live = createSandboxProxy({ customers, maxAge: 0, budget: 10_000 });
  return live;
}

const backend = {
  source: { kind: "sandbox" as const, customers: customers.map(({ id, name }) => ({ id, name })) },
  move: async (customerId: string, productId: string, count: number) => live.sandbox.move(customerId, productId, count),
};

export const Usage: Story = {};

export const UsageDark: Story = { globals: { colorScheme: "dark" } };

export const UsageRightToLeft: Story = { globals: { dir: "rtl" } };

/** Spend until it is low, then until it is out, and top up: the list, the pill and the sentence follow. */
export const SpendAndTopUp: Story = {
  args: { customerId: "cus_healthy" },
  play: async ({ canvasElement }) => {
    const page = within(canvasElement);
    const row = (await page.findByText("API calls", { selector: ".hcb-name bdi" })).closest("li");
    if (!row) throw new Error("There is no row for the API calls.");
    const shows = (balance: string, badge: string | null) =>
      waitFor(() =>
        expect([row.querySelector(".hcb-number")?.textContent, row.querySelector(".hcb-badge")?.textContent ?? null]).toEqual([
          balance,
          badge,
        ]),
      );
    await shows("48,200", null);
    const amount = page.getByRole("spinbutton", { name: "Credits" });
    const spend = async (count: string, button: string) => {
      await userEvent.clear(amount);
      await userEvent.type(amount, count);
      await userEvent.click(page.getByRole("button", { name: button }));
    };
    await spend("43200", "Spend");
    await shows("5,000", "Low");
    await spend("5000", "Spend");
    await shows("0", "Out of credits");
    await waitFor(() => expect(page.getByTitle(/^API calls: 0 credits\. Out of credits/)).toBeVisible());
    // What the row's own button buys.
    await userEvent.click(page.getByRole("button", { name: "Top up: API calls" }));
    await waitFor(() => shows("1,000", "Low"), { timeout: 5_000 });
    await spend("9000", "Top up");
    await shows("10,000", null);
    await expect(page.getByText(/^You have/)).toHaveTextContent("You have 10,000 credits left for API calls.");
  },
};
