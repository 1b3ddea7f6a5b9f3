import { readFileSync } from "node:fs";
import { chromium } from "playwright";
import type { Browser } from "playwright";
import { beforeAll, expect, it } from "vitest";
import { createSandboxProxy } from "../../src/createSandboxProxy.ts";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { listen } from "../support/elementPage.ts";
import { serve } from "../support/serve.ts";
import { serveFetch } from "../support/serveFetch.ts";

const files: Record<string, string> = {
  "/vue.js": "node_modules/vue/dist/vue.esm-browser.js",
  "/element.js": "dist/element.js",
  "/app.js": "test/hosts/vue/app.js",
};
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><div id="app"></div>
<script type="importmap">{ "imports": { "vue": "/vue.js", "hyperline-credit-balances/element": "/element.js" } }</script>
<script type="module" src="/app.js"></script></html>`;

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions());
  return () => browser.close();
});

/** The page of test/hosts/vue, in Vue's development build, which says what it thinks is wrong. */
async function open() {
  const proxy = await serveFetch(createSandboxProxy());
  const origin = await serve(async (request, response) => {
    const { url = "" } = request;
    if (url.startsWith("/api/hyperline/")) {
      const answer = await fetch(proxy + url);
      response.writeHead(answer.status, { "Content-Type": "application/json" }).end(await answer.text());
      return;
    }
    const file = files[url];
    response.writeHead(200, { "Content-Type": file ? "text/javascript" : "text/html" }).end(file ? readFileSync(file) : html);
  });
  const page = await browser.newPage({ locale: "en-US", timezoneId: "UTC" });
  const complaints = listen(page);
  await page.goto(origin);
  await page.getByText("12,480.5").waitFor();
  // Of its development build Vue tells itself.
  return { page, complaints: () => complaints.filter((line) => !line.startsWith("You are running a development build of Vue")) };
}

it("a Vue page binds attributes, properties, events and slots, and switches the customer", async () => {
  const { page, complaints } = await open();
  await page.getByRole("region", { name: "What is left for Northwind" }).waitFor();
  await page.getByText("184 calls").waitFor();
  await page.getByText("Low or out: Image generation, API calls").waitFor();

  await page.getByRole("button", { name: "Overdrawn" }).click();
  await page.getByText("-350").waitFor();
  expect(await page.getByText("12,480.5").count()).toBe(0);

  await page.getByRole("button", { name: "Close" }).click();
  await page.locator("credit-balances").waitFor({ state: "detached" });
  expect(complaints()).toEqual([]);
  await page.close();
});
