import { build as esbuild } from "esbuild";
import type { BuildOptions } from "esbuild";
import { chromium } from "playwright";
import { expect, it, onTestFinished } from "vitest";
import { build as vite } from "vite";
import type { BuildEnvironmentOptions } from "vite";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { creditsUrl } from "../support/proxy.ts";
import { buildNext } from "./buildNext.ts";

const app = "test/hosts/next/leak";
const page = `${app}/app/page.js`;
const sentence =
  "hyperline-credit-balances/proxy holds your secret Hyperline key and belongs on a server. Import it in server code only.";

/** Only the proxy names it. */
const proxyCode = "api.hyperline.co";

async function viteCode(build: BuildEnvironmentOptions): Promise<string> {
  const built = await vite({
    configFile: false,
    logLevel: "silent",
    ssr: { noExternal: true },
    build: { write: false, ...build },
  });
  return JSON.stringify(built);
}

async function esbuildCode(options: BuildOptions): Promise<string> {
  const built = await esbuild({ entryPoints: [page], bundle: true, write: false, format: "esm", logLevel: "silent", ...options });
  return (built.outputFiles ?? []).map(({ text }) => text).join("");
}

it.each([
  { bundler: "Vite", build: () => viteCode({ rolldownOptions: { input: page } }) },
  { bundler: "esbuild", build: () => esbuildCode({ platform: "browser" }) },
  { bundler: "Next.js with Turbopack", build: () => buildNext(app) },
  { bundler: "Next.js with webpack", build: () => buildNext(app, "--webpack") },
])("a page that imports the proxy does not build with $bundler, which says why", { timeout: 120_000 }, async ({ build }) => {
  await expect(build()).rejects.toThrow(sentence);
});

it.each([
  { runtime: "Node, built by Vite", build: () => viteCode({ ssr: page }) },
  { runtime: "Node", build: () => esbuildCode({ platform: "node" }) },
  // The conditions that these platforms' own tools set.
  { runtime: "Cloudflare", build: () => esbuildCode({ platform: "browser", conditions: ["workerd", "worker", "browser"] }) },
  {
    runtime: "Vercel's edge",
    build: () => esbuildCode({ platform: "browser", conditions: ["edge-light", "worker", "browser"] }),
  },
  { runtime: "Deno", build: () => esbuildCode({ platform: "browser", conditions: ["deno"] }) },
  { runtime: "Bun", build: () => esbuildCode({ platform: "browser", conditions: ["bun"] }) },
  { runtime: "what is none of them", build: () => esbuildCode({ platform: "neutral" }) },
])("a server for $runtime gets the proxy", async ({ build }) => {
  expect(await build()).toContain(proxyCode);
});

it("a page without a backend builds, and reads the sandbox in the browser", async () => {
  const code = await bundleForPage("test/readme/inProcess.ts");
  const browser = await chromium.launch(await chromiumLaunchOptions());
  onTestFinished(() => browser.close());
  const tab = await browser.newPage();
  await tab.addScriptTag({ content: code });
  const url = creditsUrl(documentedCustomerId);
  const rows = await tab.evaluate(
    `inProcess.proxy(new Request("${url}")).then((answer) => answer.json()).then(({ data }) => data)`,
  );
  expect(rows).toMatchObject([{ product_id: "itm_3kXODDF42QXtnL", current_balance: 2000 }]);
});

/** One script that puts the module's exports into `inProcess`. */
async function bundleForPage(entry: string): Promise<string> {
  const lib = { entry, name: "inProcess", formats: ["iife" as const] };
  const built = await vite({ configFile: false, logLevel: "silent", build: { write: false, lib } });
  const outputs = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
  return outputs.map((output) => (output.type === "chunk" ? output.code : "")).join("");
}
