import axe from "axe-core";
import { chromium } from "playwright";
import type { Browser, Page } from "playwright";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createCast, documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { builtCli } from "../support/builtCli.ts";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { creditsUrl, rowsOf } from "../support/proxy.ts";
import { startCli } from "../support/startCli.ts";

const built = builtCli(true);
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions());
  return () => browser.close();
});

/** A visitor's page, and whatever went wrong in it: the console's lines, errors, refused requests, violations of the policy. */
async function visit(
  url: string,
  { colorScheme = "light", width = 1_280 }: { colorScheme?: "light" | "dark"; width?: number } = {},
) {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", colorScheme, viewport: { width, height: 800 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => complaints.push(`no answer: ${request.url()}`));
  page.on("response", (response) => response.ok() || complaints.push(`${response.status()} ${response.url()}`));
  const response = await page.goto(url);
  await widget(page).getByRole("listitem").first().waitFor();
  return { page, complaints, policy: response?.headers()["content-security-policy"] };
}

const widget = (page: Page) => page.getByRole("region", { name: "Credits", exact: true });

describe("the page of --sandbox", () => {
  it("shows the documented example in the real widget, under a strict policy and without a complaint", async () => {
    const { url } = await startCli(built.cli, ["--sandbox"]);
    const { page, complaints, policy } = await visit(url);
    const row = widget(page).getByRole("listitem").filter({ hasText: "Credit name" });
    expect(await row.locator(".hcb-number").textContent()).toBe("2,000");
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    // What would break the rule is refused, so the rule is there.
    const isInlineRun = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.wasRun = true";
      document.head.append(script);
      return "wasRun" in window;
    });
    expect(isInlineRun).toBe(false);
    expect(complaints).toEqual([expect.stringContaining("script-src")]);
    expect(await page.locator("script:not([src]), style, [style]").count()).toBe(1);
  });

  it("switches between the customers of the sandbox, each of which has an address", async () => {
    const { url } = await startCli(built.cli, ["--sandbox"]);
    const { page, complaints } = await visit(url);
    const links = page.getByRole("navigation", { name: "Customers" }).getByRole("link");
    expect(await links.allTextContents()).toEqual(createCast(0).map(({ name }) => name));

    await links.getByText("Overdrawn").click();
    await widget(page).getByText("-350").waitFor();
    expect(await widget(page).getByText("2,000").count()).toBe(0);
    expect(page.url()).toBe(`${url}/#cus_negative`);
    expect(await page.locator("[aria-current]").textContent()).toBe("Overdrawn");
    expect(await page.getByText('<CreditBalances customerId="cus_negative" />').count()).toBe(1);
    await page.reload();
    await widget(page).getByText("-350").waitFor();
    await page.goBack();
    await widget(page).getByText("2,000").waitFor();
    expect(complaints).toEqual([]);
  });

  it.each(["light", "dark"] as const)("is accessible in %s, and fits 320 pixels", async (colorScheme) => {
    const { url } = await startCli(built.cli, ["--sandbox"]);
    const { page } = await visit(`${url}/#cus_mixed`, { colorScheme, width: 320 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe(colorScheme === "light" ? "rgb(245, 246, 248)" : "rgb(13, 14, 17)");

    await page.evaluate(axe.source);
    // As text: a function would be rewritten with this module's imports before it gets there.
    const violations: unknown = await page.evaluate(`
      axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
        .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))
    `);
    expect(violations).toEqual([]);
  });

  it("is not served without --sandbox", async () => {
    const env = { HYPERLINE_API_KEY: "test_key", CREDITS_TOKEN_SECRET: "s".repeat(32) };
    const { url } = await startCli(built.cli, [], env);
    for (const path of ["/", "/page.js", "/page.css", "/styles.css", "/icon.svg"]) {
      expect((await fetch(url + path)).status).toBe(404);
    }
  });
});

describe("the element's file", () => {
  it.each([
    { how: "with --sandbox", args: ["--sandbox"], env: {} },
    { how: "with a key", args: [], env: { HYPERLINE_API_KEY: "test_key", CREDITS_TOKEN_SECRET: "s".repeat(32) } },
  ])("is served $how, to pages on every origin, which may keep it for an hour", async ({ args, env }) => {
    const { url } = await startCli(built.cli, args, env);
    const { status, headers } = await fetch(`${url}/element.js`);
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": "public, max-age=3600",
    });
  });
});

describe("the sandbox", () => {
  it("is read by everyone on this origin, and by no page elsewhere but one that is named", async () => {
    const { url } = await startCli(built.cli, ["--sandbox"], { CREDITS_ALLOWED_ORIGINS: "http://localhost:3000" });
    const ask = (headers = {}) => fetch(creditsUrl(documentedCustomerId, `${url}/api/hyperline`), { headers });
    expect(await rowsOf(await ask())).toMatchObject([{ current_balance: 2000 }]);
    const crossSite = { "Sec-Fetch-Site": "cross-site" };
    expect((await ask({ ...crossSite, Origin: "http://localhost:3000" })).status).toBe(200);
    expect((await ask({ ...crossSite, Origin: "https://evil.example" })).status).toBe(403);
  });

  it("is ready, and never asks Hyperline, whatever the environment says", async () => {
    const env = { HYPERLINE_API_KEY: "prod_key", HYPERLINE_BASE_URL: "http://127.0.0.1:9" };
    const { url } = await startCli(built.cli, ["--sandbox"], env);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});
