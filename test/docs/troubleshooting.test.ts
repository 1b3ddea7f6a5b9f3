import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import type { Plugin } from "esbuild";
import { chromium } from "playwright";
import type { Browser } from "playwright";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { en } from "../../src/components/messages.ts";
import { createSandboxProxy } from "../../src/createSandboxProxy.ts";
import type { CreditBalancesErrorCode } from "../../src/domain/creditBalancesError.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { createSandbox, sandboxApiKey } from "../../src/sandbox/createSandbox.ts";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { openElements } from "../support/elementPage.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { serve } from "../support/serve.ts";
import { serveFetch } from "../support/serveFetch.ts";

/** The rows of the page's two tables, cell by cell. */
const [withCode = [], withoutCode = []] = readFileSync(".storybook/docs/Troubleshooting.mdx", "utf8")
  .split("Without a code:")
  .map((part) =>
    part
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .slice(2)
      .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", ""))),
  );

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions());
  return () => browser.close();
});

const never = () => new Promise<Response>(() => undefined);
const always = (body: string, init: ResponseInit) => async () => new Response(body, init);

type Trouble = {
  /** How the proxy is set up. */
  proxy?: Partial<CreditsProxyOptions<Request>>;
  customerId?: string;
  endpoint?: string;
  /** What answers in place of the proxy. */
  instead?: () => Promise<Response>;
  isElsewhere?: boolean;
  isOffline?: boolean;
  isWrapped?: boolean;
};

/** Each code, produced as hosts produce it. */
const troubles: Record<CreditBalancesErrorCode, Trouble> = {
  unexpected_answer: { endpoint: "/not-mounted-here" },
  invalid_request: { customerId: "cus mixed" },
  method_not_allowed: { isWrapped: true },
  unauthenticated: { proxy: { authorize: () => null } },
  forbidden: { proxy: { authorize: () => false } },
  not_found: { customerId: "cus_nobody" },
  rate_limited: { proxy: { fetch: always("{}", { status: 429, headers: { "Retry-After": "60" } }) } },
  upstream_failed: { proxy: { apiKey: "prod_of_another_host" } },
  upstream_invalid: { proxy: { fetch: always('{ "credits": [] }', { status: 200 }) } },
  upstream_timeout: { proxy: { fetch: never, timeout: 20 } },
  internal: { instead: always("<h1>Bad gateway</h1>", { status: 502 }) },
  network: { isElsewhere: true },
  offline: { isOffline: true },
};

/** Shows the element in that trouble, and gives what a visitor reads and the code that the host is told. */
async function visit({ proxy, instead, customerId = "cus_mixed", endpoint = "", isElsewhere, isOffline, isWrapped }: Trouble) {
  const options = { apiKey: sandboxApiKey, fetch: createSandbox(), authorize: () => true, ...proxy };
  const handler = createCreditsHandler(options);
  const listener = createCreditsListener({ ...options, authorize: () => true });
  const elsewhere = isElsewhere ? await serve(listener) : "";
  const { page } = await openElements(browser, "", {
    answer: instead ?? handler,
    before: () => {
      Math.random = () => 0;
    },
    connect: "*",
  });
  if (isOffline) await page.context().setOffline(true);
  const code = await page.evaluate(
    ([id, mount, wraps]) =>
      new Promise<string>((tell) => {
        const element = document.createElement("credit-balances");
        element.customerId = id;
        if (mount) element.endpoint = mount;
        if (wraps) element.fetch = (request) => fetch(new Request(request, { method: "POST" }));
        element.addEventListener("error", ({ detail }) => tell(detail.code));
        document.body.append(element);
      }),
    [customerId, endpoint || (elsewhere && `${elsewhere}/api/hyperline`), isWrapped === true] as const,
  );
  return { code, words: await page.getByRole("region", { name: "Credits" }).textContent() };
}

describe("the first table", () => {
  it("has a row for every code that the proxy or the widget can give, and no other", () => {
    const codes = withCode.map(([, , code]) => code);
    expect(new Set(codes)).toEqual(new Set(Object.keys(en.error.detail)));
    expect(codes).toHaveLength(Object.keys(en.error.detail).length);
  });

  it.each(withCode.map(([, words = "", code = ""]) => ({ words, code })))(
    "$code is shown as it says",
    async ({ words, code }) => {
      const trouble = Object.entries(troubles).find(([name]) => name === code)?.[1];
      const seen = await visit(trouble ?? {});
      expect(seen.code).toBe(code);
      expect(seen.words).toContain(words.replace(/\.$/, ""));
    },
  );
});

/** A page of a host's, bundled with the package as it is shipped. */
async function bundle(contents: string, plugins: Plugin[] = []) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "tsx" },
    bundle: true,
    write: false,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx" } },
    plugins,
  });
  return outputFiles[0]?.text ?? "";
}

/** What the host imports of react-query is another copy than what the package imports, until the test is over. */
async function secondCopy(): Promise<Plugin> {
  await mkdir("node_modules/.cache", { recursive: true });
  const folder = await mkdtemp(resolve("node_modules/.cache/react-query-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp("node_modules/@tanstack/react-query/build/modern", folder, { recursive: true });
  return {
    name: "second-copy",
    setup: (esbuild) => {
      esbuild.onResolve({ filter: /^@tanstack\/react-query$/ }, ({ importer }) =>
        importer === "<stdin>" ? { path: join(folder, "index.js") } : undefined,
      );
    },
  };
}

const prefetching = `
  import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
  import { creditBalancesQuery, CreditBalances } from "./dist/index.js";
  import { createRoot } from "react-dom/client";
  const client = new QueryClient();
  client.prefetchQuery(creditBalancesQuery({ customerId: "cus_mixed" })).then(() => {
    createRoot(document.getElementById("root")).render(
      <QueryClientProvider client={client}><CreditBalances customerId="cus_mixed" /></QueryClientProvider>,
    );
  });`;

/** Opens a page with that script, once its numbers are there; without our stylesheet. */
async function openPage(script: string) {
  const proxy = createSandboxProxy();
  const reads: string[] = [];
  const origin = await serveFetch(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/")) reads.push(pathname);
    if (pathname.startsWith("/api/")) return proxy(request);
    if (pathname === "/page.js") return new Response(script, { headers: { "Content-Type": "text/javascript" } });
    const html =
      '<!doctype html><html lang="en"><title>A page</title><div id="root"></div><script src="/page.js"></script></html>';
    return new Response(html, { headers: { "Content-Type": "text/html" } });
  });
  const page = await browser.newPage();
  await page.goto(origin);
  await page.getByText("12,480.5").waitFor();
  return { page, reads };
}

describe("the second table", () => {
  const reproductions: Record<string, () => Promise<void>> = {
    '"Couldn\'t refresh. Showing balances from 10:42."': async () => {
      const { page, state } = await openElements(browser, '<credit-balances customer-id="cus_mixed"></credit-balances>');
      await page.getByText("12,480.5").waitFor();
      state.isDown = true;
      await page.evaluate(() => {
        Math.random = () => 0;
        const element = document.querySelector("credit-balances");
        element?.addEventListener("error", ({ detail }) => (document.title = detail.code));
        void element?.refresh();
      });
      await page.getByText(/Couldn't refresh\. Showing balances from \d+:\d+/).waitFor();
      await page.waitForFunction(() => document.title === "internal");
    },
    "Prefetching, invalidateQueries or sign-out have no effect": async () => {
      expect((await openPage(await bundle(prefetching))).reads).toHaveLength(1);
      expect((await openPage(await bundle(prefetching, [await secondCopy()]))).reads).toHaveLength(2);
    },
    "Text without a frame": async () => {
      const { page } = await openPage(await bundle(prefetching));
      expect(await page.locator(".hcb-root").evaluate((root) => getComputedStyle(root).borderStyle)).toBe("none");
    },
    "<credit-balances> stays empty": async () => {
      const { page } = await openElements(browser, "<credit-balances></credit-balances>");
      expect(await page.evaluate(() => document.querySelector("credit-balances")?.shadowRoot)).toBeNull();
    },
    "The build stops at hyperline-credit-balances/proxy": async () => {
      await expect(bundle('import "hyperline-credit-balances/proxy"')).rejects.toThrow(/server/);
    },
    'The server does not start: "apiKey is missing" and the like': async () => {
      expect(() => createCreditsHandler(fromJavaScript({ authorize: () => true }))).toThrow(/^apiKey is missing/);
    },
  };

  it("is what is produced here", () => {
    expect(withoutCode.map(([, symptom]) => symptom)).toEqual(Object.keys(reproductions));
  });

  // oxlint-disable-next-line vitest/expect-expect -- each waits for what it says, or expects it
  it.each(Object.entries(reproductions))("%s", (_symptom, reproduce) => reproduce());
});
