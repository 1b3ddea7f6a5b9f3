import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright";
import type { Browser } from "playwright";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import type { CreditBalancesPillProps, CreditBalancesProps, CreditBalanceTextProps } from "../../src/index.ts";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { listen } from "../support/elementPage.ts";
import { serve } from "../support/serve.ts";

const types: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};
/** Where a host may put it: not at the root of an origin. */
const subpath = "/design/credits/";

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "storybook-"));
  const command = ["node_modules/storybook/dist/bin/dispatcher.js", "build", "--quiet", "--output-dir", folder];
  await promisify(execFile)(process.execPath, command, { env: { ...process.env, NODE_ENV: "production" } });
  return () => rm(folder, { recursive: true });
}, 240_000);

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions());
  return () => browser.close();
});

/** A tab that reaches nothing but the static files, under their subpath. What it asks for elsewhere is refused and written down. */
async function openTab() {
  const origin = await serve(async ({ url = "" }, response) => {
    const { pathname } = new URL(url, "http://127.0.0.1");
    const file = pathname === subpath ? "index.html" : pathname.slice(subpath.length);
    const body = pathname.startsWith(subpath) ? await readFile(join(folder, file)).catch(() => undefined) : undefined;
    response.writeHead(body ? 200 : 404, { "Content-Type": types[extname(file)] ?? "application/octet-stream" }).end(body);
  });
  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC" });
  onTestFinished(() => context.close());
  const elsewhere: string[] = [];
  await context.route(
    (url) => url.origin !== origin || !url.pathname.startsWith(subpath),
    (route) => {
      elsewhere.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  const complaints = listen(page);
  return { page, context, complaints, elsewhere, at: (path: string) => origin + subpath + path };
}

it("the static Storybook shows stories from a subpath, asks for nothing elsewhere, and goes on with the network cut off", async () => {
  const { page, context, complaints, elsewhere, at } = await openTab();
  await page.goto(at("?path=/story/list--mixed"));
  const preview = page.frameLocator("#storybook-preview-iframe");
  await preview.getByText("12,480.5").waitFor();
  // Whatever the browser has not loaded by now, it cannot load.
  await context.setOffline(true);
  await preview.getByRole("button", { name: "Refresh" }).click();
  await preview.getByText("Checked just now").waitFor();
  await page.getByRole("link", { name: "Healthy" }).first().click();
  await preview.getByText("48,200").waitFor();
  await page.getByRole("link", { name: "Billing Service Down" }).first().click();
  await preview.getByText("Couldn't load your credits").first().waitFor({ timeout: 20_000 });
  expect(elsewhere).toEqual([]);
  // Storybook's manager reminds its own authors.
  expect(complaints.filter((line) => !line.includes("mandatory in Storybook 11"))).toEqual([]);
});

const pages = [
  { id: "docs-embed-in-five-minutes--docs", shows: "createCreditsHandler" },
  { id: "docs-props--docs", shows: "renderTopUp" },
  { id: "docs-theming--docs", shows: "--hcb-padding-block" },
  { id: "docs-servers--docs", shows: "@hono/node-server" },
  { id: "docs-production--docs", shows: "CREDITS_JWKS_URL" },
  { id: "docs-custom-element--docs", shows: "credit-balances-pill" },
  { id: "docs-testing--docs", shows: "createSandboxProxy" },
  { id: "docs-troubleshooting--docs", shows: "upstream_timeout" },
  { id: "docs-promises--docs", shows: "test/promises/faults.test.ts" },
  { id: "dashboard--usage", shows: "Recent runs" },
  { id: "custom-element--list", shows: "12,480.5" },
  { id: "design-systems--shadcn", shows: "Growth plan" },
];

it.each(pages)("its page $id is there, by itself", async ({ id, shows }) => {
  const { page, complaints, elsewhere, at } = await openTab();
  await page.goto(at(`iframe.html?id=${id}&viewMode=${id.endsWith("--docs") ? "docs" : "story"}`));
  await page.getByText(shows).first().waitFor();
  // Where a story is on the page, it shows numbers.
  expect(await page.getByRole("alert").count()).toBe(0);
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
});

/** The compiler sees to it that these are all of the props, and no other. */
const list: Record<keyof CreditBalancesProps, true> = {
  customerId: true,
  endpoint: true,
  headers: true,
  fetch: true,
  refetchInterval: true,
  queryClient: true,
  products: true,
  sort: true,
  thresholds: true,
  locale: true,
  messages: true,
  units: true,
  formatBalance: true,
  topUp: true,
  renderTopUp: true,
  colorScheme: true,
  onLevelChange: true,
  onError: true,
  onRefresh: true,
  classNames: true,
  layout: true,
  heading: true,
  headingLevel: true,
  renderCredit: true,
  renderEmpty: true,
  renderError: true,
};
const ofPill: Record<Exclude<keyof CreditBalancesPillProps, keyof CreditBalancesProps>, true> = { productId: true };
const ofText: Record<Exclude<keyof CreditBalanceTextProps, keyof CreditBalancesProps>, true> = { productId: true };
const notOfText: Record<Exclude<keyof CreditBalancesPillProps, keyof CreditBalanceTextProps>, true> = {
  products: true,
  sort: true,
  topUp: true,
  renderTopUp: true,
  colorScheme: true,
};

it("its table of props has every prop of every form, each with a description", async () => {
  const { page, at } = await openTab();
  await page.goto(at("iframe.html?id=docs-props--docs&viewMode=docs"));
  await page.locator(".docs-props").nth(3).waitFor();
  const tables = await page.locator(".docs-props").evaluateAll((found) =>
    found.map((table) =>
      [...table.querySelectorAll("tbody tr")].map((row) => ({
        name: row.querySelector("th code")?.textContent ?? "",
        description: row.querySelector("td > :not(.docs-type)")?.textContent ?? "",
      })),
    ),
  );
  const [shared = [], ...own] = tables.map((rows) => rows.map(({ name }) => name));
  expect(new Set([...shared, ...(own[0] ?? [])])).toEqual(new Set(Object.keys(list)));
  expect(own.slice(1)).toEqual([Object.keys(ofPill), Object.keys(ofText)]);
  expect(tables.flat().filter(({ description }) => description === "")).toEqual([]);
  const told = await page.getByText("has no use for").locator("code").allTextContents();
  expect(new Set(told.slice(1))).toEqual(new Set(Object.keys(notOfText)));
});

it("its tokens are edited live, and the CSS for it is there to copy", async () => {
  const { page, at } = await openTab();
  await page.goto(at("iframe.html?id=docs-theming--docs&viewMode=docs"));
  await page.getByText("12,480.5").nth(1).waitFor();
  await page.getByLabel("--hcb-radius").fill("3");
  await page.getByLabel("--hcb-surface").fill("#ffeedd");
  const looks = await page
    .locator(".docs-token-preview .hcb-root")
    .evaluateAll((roots) => roots.map((root) => [getComputedStyle(root).borderRadius, getComputedStyle(root).backgroundColor]));
  expect(looks).toEqual([
    ["3px", "rgb(255, 238, 221)"],
    ["3px", "rgb(255, 238, 221)"],
  ]);
  const css = (await page.locator(".docs-tokens pre").last().textContent()) ?? "";
  expect(css.replaceAll(/\s+/g, " ")).toContain(".hcb-root { --hcb-radius: 3px; --hcb-surface: #ffeedd; }");
  await page.getByRole("button", { name: "Reset" }).click();
  expect(
    await page
      .locator(".docs-token-preview .hcb-root")
      .first()
      .evaluate((root) => getComputedStyle(root).borderRadius),
  ).toBe("12px");
});
