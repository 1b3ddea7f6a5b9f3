import { QueryClient } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { CreditBalances } from "hyperline-credit-balances";
import { createClock, createSandboxProxy } from "hyperline-credit-balances/sandbox";
import type { SandboxProxyOptions } from "hyperline-credit-balances/sandbox";
import { expect, it } from "vitest";

const customers = [
  { id: "cus_acme", credits: [{ product_id: "itm_calls", name: "API calls", current_balance: 5, low_count_threshold: 10 }] },
];

/** The widget, over the real proxy, over the sandbox. A query client of its own keeps one test's numbers out of the next. */
function show(options: SandboxProxyOptions = {}) {
  const clock = createClock("2026-01-01T10:00:00Z");
  const proxy = createSandboxProxy({ customers, now: clock.now, ...options });
  render(<CreditBalances customerId="cus_acme" fetch={proxy} queryClient={new QueryClient()} />);
  const refresh = () => fireEvent.click(screen.getByRole("button", { name: "Refresh" }));
  return { clock, sandbox: proxy.sandbox, refresh };
}

it("says that credits are running low, after one read", async () => {
  const { sandbox } = show();
  await screen.findByText("Low");

  expect(sandbox.requests).toMatchObject([{ method: "GET", customerId: "cus_acme", status: 200 }]);
});

it("shows what was used up meanwhile", async () => {
  const { clock, sandbox, refresh } = show();
  await screen.findByText("Low");

  sandbox.move("cus_acme", "itm_calls", -5);
  clock.advance(20_000); // until the proxy's rows are no longer fresh
  refresh();
  await screen.findByText("Out of credits");
  expect(sandbox.requests).toHaveLength(2);
});

it("keeps the number while Hyperline fails, and says how old it is", async () => {
  const { clock, sandbox, refresh } = show({ faults: [null, "server_error"] });
  await screen.findByText("Low");

  clock.advance(150_000);
  refresh();
  await screen.findByText("As of 2 minutes ago");
  screen.getByText("5");
  expect(sandbox.requests).toMatchObject([{ status: 200 }, { status: 500, fault: "server_error" }]);
});

it("tells a visitor who is signed out, and does not ask Hyperline", async () => {
  const { sandbox } = show({ authorize: () => null });
  await screen.findByText("You're signed out. Sign in again to see your credits.");
  expect(sandbox.requests).toEqual([]);
});
