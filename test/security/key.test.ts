import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright";
import { describe, expect, it, onTestFinished } from "vitest";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { observedSandbox } from "../support/credits.ts";
import { createCast } from "../../src/sandbox/createCast.ts";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { serveFetch } from "../support/serveFetch.ts";
import { readSources } from "../support/sources.ts";
import { startDemo } from "../support/startDemo.ts";

const run = promisify(execFile);

/** A key that stands nowhere else in the world. */
const aCanary = () => `test_${randomUUID().replaceAll("-", "")}`;

describe("the key", () => {
  it("reaches Hyperline, and no body, header, page or terminal line besides", async () => {
    const key = aCanary();
    const { fetch: hyperline, requests } = observedSandbox({ apiKey: key, customers: createCast(Date.now()), now: Date.now });
    const baseUrl = await serveFetch(hyperline);
    const { url, output } = await startDemo({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: baseUrl });

    const browser = await chromium.launch(await chromiumLaunchOptions());
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const seen: string[] = [];
    page.on("console", (message) => seen.push(message.text()));
    page.on("requestfinished", async (request) =>
      seen.push(JSON.stringify(await request.allHeaders()), request.postData() ?? ""),
    );
    page.on("response", async (response) =>
      seen.push(JSON.stringify(await response.allHeaders()), await response.text().catch(() => "")),
    );
    await page.goto(url);
    await page.getByRole("listitem").getByText("2,000").waitFor();
    await page.getByLabel("Customer id").fill("cus_nobody");
    await page.getByLabel("Customer id").press("Enter");
    await page.locator(".hcb-notice-title").waitFor();
    seen.push(await page.content());

    expect(requests.map((request) => request.headers.get("Authorization"))).toContain(`Bearer ${key}`);
    expect(output()).toContain(`Credits come from Hyperline at ${baseUrl}`);
    expect(seen.some((text) => text.includes(documentedCustomerId))).toBe(true);
    expect(seen.filter((text) => text.includes(key))).toEqual([]);
    expect(output()).not.toContain(key);
  });

  it("is in no file that a build with it in the environment writes, source maps included", async () => {
    const key = aCanary();
    const folder = await mkdtemp(join(tmpdir(), "credits-build-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const env = { ...process.env, NODE_ENV: "production", HYPERLINE_API_KEY: key };
    const page = ["build", "--outDir", join(folder, "page"), "--emptyOutDir", "--sourcemap", "--logLevel", "error"];
    const library = ["node_modules/typescript/bin/tsc", "-p", ".config/tsconfig.build.json", "--outDir", join(folder, "library")];
    const [built, emitted] = await Promise.all([
      run(process.execPath, ["node_modules/vite/bin/vite.js", ...page], { env }),
      run(process.execPath, library, { env }),
    ]);

    const files = readSources(folder, [""]);
    expect(files.some(({ text }) => text.includes("hyperline-credits"))).toBe(true);
    expect(
      files.filter(({ path, text }) => path.endsWith(".js") && text.includes("Development only:")).map(({ path }) => path),
    ).toEqual([expect.stringMatching(/library/)]);
    expect(files.filter(({ text }) => text.includes(key)).map(({ path }) => path)).toEqual([]);
    expect([built.stdout, built.stderr, emitted.stdout, emitted.stderr].join()).not.toContain(key);
  });
});
