import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright";
import type { Browser } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { listen } from "../support/elementPage.ts";
import { startCli } from "../support/startCli.ts";
import { itServesTheProxy } from "../hosts/itServesTheProxy.ts";
import { startHost } from "../hosts/startHost.ts";
import type { RunningHost } from "../hosts/startHost.ts";
import { createProject } from "./createProject.ts";

const minutes = 60_000;

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions());
  return () => browser.close();
});

describe.each([
  { react: "19", template: "test/package/vite19" },
  { react: "18", template: "test/package/vite18" },
])("a fresh project on Vite and React $react", ({ react, template }) => {
  it("builds, type-checks every library, and shows the balances in every form", { timeout: 3 * minutes }, async () => {
    const project = await createProject(`vite${react}`, ["test/package/vite", template]);
    await project.run("npm", "run", "build");
    const host = await startHost([join(project.folder, "server.js")]);
    const page = await browser.newPage({ locale: "en-US" });
    const complaints = listen(page);
    await page.goto(host.origin);
    await page.getByText("12,480.5").nth(1).waitFor();
    await page.locator("credit-balances").getByText("10", { exact: true }).waitFor();
    expect(await page.locator("#root").getAttribute("data-react")).toMatch(new RegExp(`^${react}\\.`));
    expect(
      await page
        .locator(".hcb-root")
        .first()
        .evaluate((root) => getComputedStyle(root).lineHeight),
    ).toBe("20px");
    expect(await page.locator("p").textContent()).toBe("12,480.5 credits");
    expect(complaints).toEqual([]);
    await page.close();
    await host.stop();
  });
});

describe("a fresh project on Next.js", () => {
  let host: RunningHost;
  let told: string;

  beforeAll(async () => {
    const { run, folder } = await createProject("next", ["test/hosts/next"]);
    await run("npm", "run", "build");
    told = await run("npx", "tsc", "--skipLibCheck", "false").then(({ stdout }) => stdout, String);
    host = await startHost([join(folder, "node_modules/next/dist/bin/next"), "start", folder, "-H", "127.0.0.1"]);
    return host.stop;
  }, 4 * minutes);

  itServesTheProxy(() => host.origin);

  it("finds nothing wrong in our types, whatever is wrong in those of Next.js itself", () => {
    const mistakes = told.split("\n").filter((line) => line.includes("error TS"));
    expect(mistakes.filter((line) => !line.startsWith("node_modules/next/"))).toEqual([]);
  });

  it("shows the visitor's balance in a browser", async () => {
    const context = await browser.newContext({ locale: "en-US" });
    await context.addCookies([{ name: "session-of", value: "cus_Typ0px2W0aiEtl", url: host.origin }]);
    const page = await context.newPage();
    const complaints = listen(page);
    await page.goto(host.origin);
    await page.getByText("2,000").waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("a fresh project on plain Node", () => {
  let folder: string;
  let host: RunningHost;

  beforeAll(async () => {
    ({ folder } = await createProject("node", ["test/hosts/node"]));
    host = await startHost([join(folder, "server.js")]);
    return host.stop;
  }, 2 * minutes);

  itServesTheProxy(() => host.origin);

  it("imports every entry that a server can import", async () => {
    const names = ["", "/proxy", "/sandbox", "/locales", "/element"].map((entry) => `hyperline-credit-balances${entry}`);
    const script = `for (const name of ${JSON.stringify(names)}) console.log(Object.keys(await import(name)).length > 0)`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { cwd: folder });
    expect(stdout.trim().split("\n")).toEqual(names.map(() => "true"));
  });

  it("has the command, which serves the sandbox's page and the element's file", async () => {
    const command = ["--no-install", "hyperline-credit-balances", "--version"];
    const { stdout } = await promisify(execFile)("npx", command, { cwd: folder });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { url } = await startCli(join(folder, "node_modules/hyperline-credit-balances/dist/cli.js"), ["--sandbox"]);
    for (const path of ["/", "/element.js", "/styles.css"]) expect((await fetch(url + path)).status).toBe(200);
  });
});
