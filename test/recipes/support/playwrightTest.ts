import { build } from "esbuild";
import { chromium } from "playwright";
import type { Page } from "playwright";
import { test as base } from "vitest";
import { chromiumLaunchOptions } from "../../support/chromium.ts";
import { serve } from "../../support/serve.ts";

export { expect } from "vitest";

/** Stands in for that of `@playwright/test`: a page of its own for each test, and a server behind it which has no proxy. */
export const test = base.extend<{ page: Page }>({
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from it which fixtures this one needs.
  page: async ({}, provide) => {
    const script = await bundle();
    const baseURL = await serve((request, response) => {
      if (request.url === "/usage")
        response.setHeader("Content-Type", "text/html").end(`<div id="root"></div><script>${script}</script>`);
      else response.writeHead(404).end();
    });
    const browser = await chromium.launch(await chromiumLaunchOptions());
    const page = await browser.newPage({ baseURL });
    await provide(page);
    await browser.close();
  },
});

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["test/recipes/support/usagePage.tsx"],
    bundle: true,
    write: false,
    logLevel: "silent",
    loader: { ".css": "empty" },
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0]?.text.replaceAll("</script", "<\\/script") ?? "";
}
