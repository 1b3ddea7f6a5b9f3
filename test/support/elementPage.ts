import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Browser, BrowserContextOptions, Page } from "playwright";
import { onTestFinished } from "vitest";
import type { Fetch } from "../../src/domain/fetch.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import { createSandbox, sandboxApiKey } from "../../src/sandbox/createSandbox.ts";
import { serve } from "./serve.ts";

/** As strict as a policy can be: one script, the page's own reads, and no style but the pages' own sheet. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; connect-src";

const element = readFileSync("dist/element.js");

type Wishes = BrowserContextOptions & {
  /** The page's own stylesheet. */
  css?: string;
  /** Attributes of `<html>`. */
  root?: string;
  /** Runs in the page before the element is known. */
  before?: () => void;
  /** Whether the page's clock is the test's to move. */
  clock?: boolean;
  /** Answers reads in place of the proxy. */
  answer?: Fetch | undefined;
  /** Where the page's policy lets it read. */
  connect?: string;
};

/** A plain HTML page with the element's file alone, over the real proxy and the real sandbox on one origin. Ends with the test. */
export async function openElements(browser: Browser, body: string, wishes: Wishes = {}) {
  const { css = "", root = 'lang="en"', before, clock = false, answer, connect = "'self'", ...options } = wishes;
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const sandbox = createSandbox({ now });
  const listener = createCreditsListener({ apiKey: sandboxApiKey, fetch: sandbox, authorize: () => true, now, budget: 10_000 });
  const state = { isDown: false };
  const reads: { path: string; cacheControl: string | undefined }[] = [];
  const html = `<!doctype html><html ${root}><head><meta charset="utf-8"><title>A page</title><link rel="stylesheet" href="/page.css"></head>
<body>${body}<script type="module" src="/element.js"></script></body></html>`;
  const origin = await serve((request, response) => {
    const { url = "" } = request;
    if (url.startsWith("/api/hyperline/")) {
      reads.push({ path: url, cacheControl: request.headers["cache-control"] });
      if (answer) void pass(answer, request, response);
      else if (state.isDown) response.writeHead(503, { "Retry-After": "0" }).end();
      else listener(request, response);
    } else if (url.startsWith("/element.js")) response.writeHead(200, { "Content-Type": "text/javascript" }).end(element);
    else if (url === "/page.css") response.writeHead(200, { "Content-Type": "text/css" }).end(css);
    else response.writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": `${policy} ${connect}` }).end(html);
  });

  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints = listen(page);
  if (clock) await page.clock.install();
  if (before) await page.addInitScript(before);
  await page.goto(origin);

  /** Uses credits up or, with a positive count, tops them up; and lets the server's clock run on until its rows are no longer fresh. */
  async function move(count: number, productId: string, customerId = "cus_mixed") {
    ahead += 30_000;
    const [action, field] = count < 0 ? ["usage", "usage_retained"] : ["topup", "credit_count"];
    await sandbox(
      new Request(`https://sandbox.example/v1/customers/${customerId}/credits/${productId}/${action}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${sandboxApiKey}` },
        body: JSON.stringify({ [field]: Math.abs(count) }),
      }),
    );
  }
  return { page, complaints, reads, state, move, origin };
}

async function pass(answer: Fetch, { url = "/", method = "GET" }: IncomingMessage, response: ServerResponse) {
  const given = await answer(new Request(new URL(url, "http://127.0.0.1"), { method }));
  response.writeHead(given.status, Object.fromEntries(given.headers)).end(await given.text());
}

/** What goes wrong in a page: errors, warnings, violations of the policy. A failed read is written to the console by the browser, and meant. */
export function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (!message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  return complaints;
}
