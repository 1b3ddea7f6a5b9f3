import { createClock } from "hyperline-credit-balances/sandbox";
import { expect, test } from "./support/playwrightTest.ts";
import { routeCredits } from "./routeCredits.ts";

const customers = [{ id: "cus_acme", credits: [{ name: "API calls", current_balance: 5, low_count_threshold: 10 }] }];

test("the usage page says that credits are running low", async ({ page }) => {
  const sandbox = await routeCredits(page, { customers });
  await page.goto("/usage");

  await page.getByText("Low", { exact: true }).waitFor();
  expect(sandbox.requests).toMatchObject([{ customerId: "cus_acme", status: 200 }]);
});

test("the usage page keeps the number while Hyperline fails", async ({ page }) => {
  const clock = createClock("2026-01-01T10:00:00Z");
  const sandbox = await routeCredits(page, { customers, now: clock.now, faults: [null, "wrong_shape"] });
  await page.goto("/usage");
  await page.getByText("Low", { exact: true }).waitFor();

  clock.advance(150_000);
  await page.getByRole("button", { name: "Refresh" }).click();
  await page.getByText("As of 2 minutes ago").waitFor();
  await page.getByText("5", { exact: true }).waitFor();
  expect(sandbox.requests).toMatchObject([{ fault: null }, { fault: "wrong_shape" }]);
});
