import type { Browser, Page } from "playwright";
import { readOwnStyles, readParts, readTexts } from "./readPage.ts";

/** How a page is served: who renders first, and where the host's sheets stand in the cascade beside ours. */
export type Variant = {
  on: "client" | "server";
  build: "production" | "development";
  dir: "ltr" | "rtl";
  scheme: "light" | "dark";
  order: "before" | "after";
};

export type Visit = Awaited<ReturnType<typeof visit>>;

export function addressOf(origin: string, { on, build, dir, scheme, order }: Variant, sheets: readonly string[]): string {
  const cascade = order === "before" ? [...sheets, "widget", "page"] : ["widget", ...sheets, "page"];
  return `${origin}/?${new URLSearchParams({ on, build, dir, scheme, sheets: cascade.join() }).toString()}`;
}

/** Opens a page, waits for every state, opens the last pill's popover by keyboard, and reads what there is to see. */
export async function visit(browser: Browser, address: string) {
  const context = await browser.newContext({
    viewport: { width: 1240, height: 3000 },
    locale: "en-US",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints = await listen(page);
  await page.goto(address);
  await settle(page);

  const seen = {
    parts: await readParts(page),
    texts: await readTexts(page),
    // The caret would be hidden by a style element, which the policy forbids.
    picture: await page.locator("#root").screenshot({ caret: "initial" }),
    own: await readOwnStyles(page),
    complaints,
  };
  await context.close();
  return seen;
}

/** Collects errors, warnings, failed requests and violations of the policy. */
async function listen(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await page.exposeFunction("report", (violation: string) => complaints.push(violation));
  await page.addInitScript(
    `addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => report(violatedDirective + " " + blockedURI))`,
  );
  return complaints;
}

async function settle(page: Page): Promise<void> {
  const isThere = (selector: string, count: number) =>
    page
      .locator(selector)
      .nth(count - 1)
      .waitFor({ state: "attached" });
  await isThere(".slot > .hcb-root[data-status=ready]", 4);
  await isThere("#stale [data-stale]", 1);
  await isThere(".slot > .hcb-root[data-status=error]", 1);
  await isThere("#text .hcb-number", 2);
  await isThere("#pills .hcb-pill .hcb-number", 4);
  await page.locator(".hcb-pill").last().press("Enter");
  await isThere(".hcb-popover .hcb-credit", 4);
  await page.waitForFunction(() => !document.querySelector("[data-refreshing]"));
  // The popover is placed before the next frame is drawn.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
