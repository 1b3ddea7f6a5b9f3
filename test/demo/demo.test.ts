import { chromium } from "playwright";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { startDemo } from "../support/startDemo.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions());
});

afterAll(() => browser.close());

const credits = (customerId: string) => `/api/hyperline/v1/customers/${customerId}/credits`;

/** A visitor's page, and what its console said. */
async function visit(url: string, customerId?: string) {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC" });
  onTestFinished(() => context.close());
  if (customerId) await context.addCookies([{ name: "demo-customer", value: customerId, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto(url);
  return { page, complaints: () => complaints.filter((text) => !/^\[vite\]|React DevTools/.test(text)) };
}

const row = (page: Page, name: string) =>
  page.getByRole("region", { name: "Credits", exact: true }).getByRole("listitem").filter({ hasText: name });

describe("the demo without a key", () => {
  it("answers the documented example under its own path, and nobody else's", async () => {
    const { url, output } = await startDemo();
    expect(output()).toContain("Credits come from the sandbox");

    const response = await fetch(url + credits(documentedCustomerId));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      meta: { total: 1, stale: false },
      data: [
        {
          product_id: "itm_3kXODDF42QXtnL",
          current_balance: 2000,
          low_count_threshold: 10,
          last_refreshed_at: "2023-11-23T09:00:01.860Z",
        },
      ],
    });
    expect((await fetch(url + credits("cus_low"))).status).toBe(403);
    expect((await fetch(url + credits(".."))).status).toBe(400);
    expect((await fetch(`${url}/api/hyperline/elsewhere`)).status).toBe(404);
  });

  it("shows the documented example on the page", async () => {
    const { page, complaints } = await visit((await startDemo()).url);
    const credit = row(page, "Credit name");
    await credit.waitFor();
    expect(await credit.locator(".hcb-number").textContent()).toBe("2,000");
    expect(await credit.getByRole("time").getAttribute("datetime")).toBe("2023-11-23T09:00:01.860Z");
    expect(await credit.getByRole("time").getAttribute("title")).toBe("Last refreshed November 23, 2023 at 9:00:01 AM UTC");
    expect(complaints()).toEqual([]);
  });

  it("switches customers, and shows a badge once enough is spent", async () => {
    const { page, complaints } = await visit((await startDemo()).url, "cus_healthy");
    const credit = row(page, "Transcription minutes");
    await credit.waitFor();
    expect(await credit.locator(".hcb-badge").count()).toBe(0);

    await page.getByRole("combobox", { name: "Product", exact: true }).selectOption("Transcription minutes");
    await page.getByRole("spinbutton", { name: "Credits" }).fill("600");
    await page.getByRole("button", { name: "Spend" }).click();
    await credit.getByText("Low", { exact: true }).waitFor();
    expect(await credit.locator(".hcb-number").textContent()).toBe("40");
    await page.getByRole("button", { name: "Top up", exact: true }).click();
    await credit.getByText("Low", { exact: true }).waitFor({ state: "detached" });
    expect(await credit.locator(".hcb-number").textContent()).toBe("640");

    await page.getByLabel("Signed in as").selectOption("Overdrawn");
    await row(page, "API calls").getByText("-350").waitFor();
    expect(await page.getByText("640").count()).toBe(0);
    expect(complaints()).toEqual([]);
  });

  it("tops up from the widget, which waits for the balance to move, and from the pill's popover", async () => {
    const { page, complaints } = await visit((await startDemo()).url, "cus_mixed");
    await page.getByRole("button", { name: "Top up: API calls" }).click();
    await row(page, "API calls").getByText("1,184").waitFor();

    await page.getByRole("button", { name: "Image generation: 0 credits" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Top up: Image generation" }).click();
    await page.getByRole("dialog").getByText("1,000", { exact: true }).waitFor();
    expect(complaints()).toEqual([]);
  });

  it("tells whoever develops what went wrong, and survives a cookie that makes no sense", async () => {
    const { url } = await startDemo();
    const { page } = await visit(url, "cus_nobody");
    await page.getByRole("status").getByText("We couldn't find a billing account for you yet.").waitFor();
    expect(await page.locator(".hcb-developer-note").textContent()).toContain("answered 404 not_found");

    const senseless = { headers: { cookie: "demo-customer=%E0%A4%A" } };
    expect((await fetch(`${url}/demo/usage?product=x&count=1`, { ...senseless, method: "POST" })).status).toBe(404);
    expect((await fetch(`${url}/demo/usage`, senseless)).status).toBe(405);
    expect((await fetch(url + credits(documentedCustomerId), senseless)).status).toBe(200);
  });

  it("shows 101 products, each once", async () => {
    const { page } = await visit((await startDemo()).url, "cus_manyproducts");
    await page.getByRole("button", { name: "Show all 101 products" }).click();
    await row(page, "Region 101").waitFor();
    const names = await page.locator(".hcb-name").allTextContents();
    expect(names).toHaveLength(101);
    expect(new Set(names).size).toBe(101);
  });
});
