import { chromium } from "playwright";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { readSources } from "../support/sources.ts";
import { buildNext, next } from "./buildNext.ts";
import { itServesTheProxy } from "./itServesTheProxy.ts";
import { startHost } from "./startHost.ts";
import type { RunningHost } from "./startHost.ts";

describe("a Next.js app that was built without the key", () => {
  let host: RunningHost;

  beforeAll(async () => {
    await buildNext("test/hosts/next");
    host = await startHost([next, "start", "test/hosts/next", "-H", "127.0.0.1"]);
    return host.stop;
  }, 120_000);

  itServesTheProxy(() => host.origin);

  it("renders the widget's skeleton on the server", async () => {
    const html = await (await fetch(host.origin)).text();
    expect(html).toContain('<section class="hcb-root" data-status="loading"');
    expect(html).toContain("Loading your credits");
  });

  it("shows the visitor's balance in a browser, which never receives the key", async () => {
    const browser = await chromium.launch(await chromiumLaunchOptions());
    onTestFinished(() => browser.close());
    const context = await browser.newContext();
    await context.addCookies([{ name: "session-of", value: documentedCustomerId, url: host.origin }]);
    const page = await context.newPage();
    const complaints: string[] = [];
    const bodies: Promise<string>[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("response", (response) => bodies.push(response.text()));

    await page.goto(host.origin, { waitUntil: "networkidle" });
    await page.getByText("2,000").waitFor();

    const received = await Promise.all(bodies);
    expect(received.filter((body) => body.includes("2000"))).not.toHaveLength(0);
    expect(received.filter((body) => body.includes(host.key))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("keeps the proxy out of what it sends to browsers", () => {
    const filesWith = (folder: string, text: string) =>
      readSources(`test/hosts/next/.next/${folder}`, [".js"]).filter((source) => source.text.includes(text));
    expect(filesWith("server", "api.hyperline.co")).not.toHaveLength(0);
    expect(filesWith("static", "hcb-root")).not.toHaveLength(0);
    expect(filesWith("static", "api.hyperline.co")).toEqual([]);
  });
});
