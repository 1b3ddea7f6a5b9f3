import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import type { BuildOptions } from "esbuild";
import { chromium } from "playwright";
import type { Browser, BrowserContextOptions } from "playwright";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { serve } from "../support/serve.ts";

const hour = 3_600_000;
const farAway = { timezoneId: "Asia/Kolkata", locale: "de-DE" };

/** In the list and in the cards. */
const rows = ["0", "184", "12,480.5", "96", "0", "184", "12,480.5", "96"];

describe.each([
  { react: "18", modules: "test/hosts/react18/node_modules" },
  { react: "19", modules: "node_modules" },
])("a page on React $react, in its development build and in strict mode", ({ react, modules }) => {
  let createListener: () => RequestListener;
  let browser: Browser;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), `react${react}-`));
    const client = join(folder, "client.js");
    const server = join(folder, "server.cjs");
    await Promise.all([
      bundle(modules, { entryPoints: ["test/hosts/react18/client.tsx"], outfile: client }),
      bundle(modules, { entryPoints: ["test/hosts/react18/server.tsx"], outfile: server, platform: "node" }),
    ]);
    const built: { createListener: (script: string, styles: string) => RequestListener } = await import(server);
    const [script, styles] = await Promise.all([readFile(client, "utf8"), readFile("dist/styles.css", "utf8")]);
    createListener = () => built.createListener(script, styles);
    return () => rm(folder, { recursive: true });
  });

  beforeAll(async () => {
    browser = await chromium.launch(await chromiumLaunchOptions());
    return () => browser.close();
  });

  /** Opens the page, and waits until it belongs to the browser. What the server's React has to complain of fails the test, too. */
  async function visit(path: string, options: BrowserContextOptions = {}, clockAhead = 0) {
    const origin = await serve(createListener());
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    if (clockAhead !== 0) await page.clock.setSystemTime(Date.now() + clockAhead);
    const complaints: string[] = [];
    const reads: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    // In strict mode React mounts everything twice. The first read is given up, at the latest when its answer has come.
    page.on("requestfinished", (request) => {
      if (request.url().includes("/api/hyperline/")) reads.push(request.url());
    });
    await page.goto(origin + path, { waitUntil: "networkidle" });
    await page.locator('time[title^="Last refreshed"]').nth(7).waitFor();
    expect(await page.locator("html").getAttribute("data-react")).toMatch(new RegExp(`^${react}\\.`));
    return { page, complaints, reads };
  }

  it.each([
    { label: "one read", path: "/?mounts=once", expected: [1] },
    { label: "at most two in strict mode", path: "/", expected: [1, 2] },
  ])("shows the numbers in every form, after $label", async ({ path, expected }) => {
    const { page, complaints, reads } = await visit(path);
    expect(await page.locator(".hcb-balance > .hcb-number").allTextContents()).toEqual(rows);
    expect(await page.locator(".hcb-pill-text").textContent()).toBe("0 credits");
    expect(await page.locator("p").first().textContent()).toBe("You have 12,480.5 credits left.");
    expect(reads.length).toBeOneOf(expected);
    expect(complaints).toEqual([]);
  });

  it("reads again when the visitor asks for it", async () => {
    const { page, complaints, reads } = await visit("/");
    const before = reads.length;
    await page.getByRole("button", { name: "Refresh" }).first().click();
    await page.waitForLoadState("networkidle");
    await page.waitForFunction(() => !document.querySelector("[data-refreshing]"));
    expect(reads).toHaveLength(before + 1);
    expect(complaints).toEqual([]);
  });

  it.each(["a click", "Enter", "Space"])("opens the pill by %s, closes it by Escape, and leaves the focus on it", async (how) => {
    const { page, complaints } = await visit("/");
    const pill = page.locator(".hcb-pill");
    const dialog = page.getByRole("dialog", { name: "Credits" });
    expect(await dialog.count()).toBe(0);

    if (how === "a click") await pill.click();
    else await pill.press(how);
    await dialog.getByRole("listitem").nth(3).waitFor();
    expect(await dialog.locator(".hcb-number").allTextContents()).toEqual(rows.slice(0, 4));
    await page.keyboard.press("Tab");
    expect(await dialog.getByRole("button", { name: "Refresh" }).evaluate((button) => button.matches(":focus"))).toBe(true);

    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await pill.evaluate((button) => button.matches(":focus"))).toBe(true);
    await page.locator(".hcb-popover > *").waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  it.each([
    { label: "of a server nearby", path: "/rendered?age=0", options: {}, clockAhead: 0, expected: 0 },
    { label: "in another time zone and language", path: "/rendered?age=0", options: farAway, clockAhead: 0, expected: 0 },
    { label: "by a clock that is slow", path: "/rendered?age=0", options: farAway, clockAhead: -2 * hour, expected: 0 },
    { label: "by a clock that is fast", path: "/rendered?age=0", options: farAway, clockAhead: 2 * hour, expected: 1 },
    { label: "that was kept for a minute", path: "/rendered?age=60000", options: farAway, clockAhead: 0, expected: 1 },
  ])("takes over markup $label, with $expected reads", async ({ path, options, clockAhead, expected }) => {
    const { page, complaints, reads } = await visit(path, options, clockAhead);
    expect(await page.locator(".hcb-balance > .hcb-number").allTextContents()).toEqual(rows);
    expect(await page.locator("[data-refreshing]").count()).toBe(0);
    expect(reads).toHaveLength(expected);
    expect(complaints).toEqual([]);
  });
});

/** Bundles with the built package and with the React that is installed in `modules`, whatever the package itself would find. */
async function bundle(modules: string, options: BuildOptions): Promise<void> {
  await build({
    bundle: true,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"development"' },
    alias: { react: resolve(modules, "react"), "react-dom": resolve(modules, "react-dom") },
    // Ours leads the package's name to its sources.
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx" } },
    ...options,
  });
}
