import { chromium } from "playwright";
import type { Browser, Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { openElements } from "../support/elementPage.ts";

const list = '<credit-balances customer-id="cus_mixed"></credit-balances>';
const pill = '<credit-balances-pill customer-id="cus_mixed"></credit-balances-pill>';
const product = "itm_mixed004";

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions());
  return () => browser.close();
});

/** A page whose clock is the test's, once its numbers are there. */
async function open(body = list) {
  const opened = await openElements(browser, body, { clock: true });
  await opened.page.getByText("12,480.5").first().waitFor();
  return opened;
}

/** As when a visitor changes tabs. */
function showPage(page: Page, visibility: "visible" | "hidden") {
  return page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, visibility);
}

/** The read that this causes has ended. */
async function afterRead(page: Page, work: () => Promise<unknown>) {
  const answered = page.waitForResponse("**/api/hyperline/**");
  await work();
  await (await answered).finished();
}

/** In place of react-query the element's file holds a cache of its own: it must do what react-query does for the widget in React. */
describe("the element reads", () => {
  it("again each minute while the page is seen, once for all, and not while it is hidden", async () => {
    const { page, reads, move } = await open(list + pill);
    await move(-6, product);
    await afterRead(page, () => page.clock.runFor(60_000));
    await page.getByText("90", { exact: true }).waitFor();
    expect(reads).toHaveLength(2);

    await showPage(page, "hidden");
    await page.clock.runFor(600_000);
    expect(reads).toHaveLength(2);
    await move(-6, product);
    await afterRead(page, () => showPage(page, "visible"));
    await page.getByText("84", { exact: true }).waitFor();
    await afterRead(page, () => page.clock.runFor(60_000));
    expect(reads).toHaveLength(4);
  });

  it("as often as the most eager element is told to, or never again", async () => {
    const { page, reads } = await open(
      pill.replace(">", ' refetch-interval="600000">') + list.replace(">", ' refetch-interval="5000">'),
    );
    await afterRead(page, () => page.clock.runFor(5_000));
    expect(reads).toHaveLength(2);
    await page.evaluate(() => {
      document.querySelector("credit-balances")?.setAttribute("refetch-interval", "false");
      document.querySelector("credit-balances-pill")?.setAttribute("refetch-interval", "false");
    });
    await page.clock.runFor(1_200_000);
    expect(reads).toHaveLength(2);
  });

  it("when the browser is back on line, unless it has just read", async () => {
    const { page, reads } = await open();
    const goOnline = () => page.evaluate(() => dispatchEvent(new Event("online")));
    await goOnline();
    await page.clock.runFor(16_000);
    expect(reads).toHaveLength(1);
    await afterRead(page, goOnline);
    expect(reads).toHaveLength(2);
  });

  it("past what the proxy holds when it is asked to, by the button or by refresh()", async () => {
    const { page, reads, move } = await open();
    await move(-6, product);
    await afterRead(page, () => page.getByRole("button", { name: "Refresh" }).click());
    await page.getByText("90", { exact: true }).waitFor();
    await move(-6, product);
    await page.evaluate(() => document.querySelector("credit-balances")?.refresh());
    await page.getByText("84", { exact: true }).waitFor();
    expect(reads.map(({ cacheControl }) => cacheControl)).toEqual([undefined, "no-cache", "no-cache"]);
  });

  it("anew when it is asked to while it reads, or waits to try again", async () => {
    const { page, state, move } = await open();
    await move(-6, product);
    await page.evaluate(() => (Math.random = () => 1));
    state.isDown = true;
    const isRefused = page.waitForResponse("**/api/hyperline/**");
    await page.evaluate(() => {
      const element = document.querySelector("credit-balances");
      Object.assign(window, { first: element?.refresh(), from: Date.now() });
    });
    await (await isRefused).finished();
    state.isDown = false;
    const waited = await page.evaluate(async () => {
      await document.querySelector("credit-balances")?.refresh();
      await Reflect.get(window, "first");
      return Date.now() - Reflect.get(window, "from");
    });
    expect(waited).toBeLessThan(1_000);
    await page.getByText("90", { exact: true }).waitFor();

    let asked = 0;
    await page.route("**/api/hyperline/**", (route) => ((asked += 1) === 1 ? undefined : route.continue()));
    await move(-6, product);
    const isSent = page.waitForRequest("**/api/hyperline/**");
    await page.clock.runFor(60_000);
    await isSent;
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByText("84", { exact: true }).waitFor();
    expect(asked).toBe(2);
  });

  it("until a balance has moved, after a purchase", async () => {
    const { page, move } = await open();
    await page.evaluate(() => {
      const wait = async () => {
        const moved = (await document.querySelector("credit-balances")?.awaitChange()) ?? [];
        document.title = moved.map(({ productId, balance }) => `${productId}: ${balance}`).join();
      };
      void wait();
    });
    await afterRead(page, () => page.clock.runFor(1_000));
    await move(1_000, product);
    await afterRead(page, () => page.clock.runFor(1_500));
    await page.waitForFunction(() => document.title !== "A page");
    expect(await page.title()).toBe("itm_mixed004: 1096");
  });

  it("three more times when it fails, less and less often, and says so when nothing came of it", async () => {
    const { page, reads, state } = await openElements(browser, "", { clock: true });
    state.isDown = true;
    await page.evaluate(() => {
      Math.random = () => 1;
      const element = document.createElement("credit-balances");
      const times: number[] = [];
      Object.assign(window, { times });
      element.customerId = "cus_mixed";
      element.fetch = (request) => {
        times.push(Date.now());
        return fetch(request);
      };
      element.addEventListener("error", ({ detail }) => (document.title = `${detail.code} ${detail.status}`));
      document.body.append(element);
    });
    while ((await page.title()) === "A page") await page.clock.runFor(200);
    expect(await page.title()).toBe("internal 503");
    const times = await page.evaluate<number[]>("times");
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(1_000 * 2 ** index);
    expect(reads).toHaveLength(4);

    state.isDown = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("12,480.5").waitFor();
    expect(reads).toHaveLength(5);
  });

  it("in vain, and keeps its numbers, with the time that they are from", async () => {
    const { page, state } = await open();
    await page.route("**/api/hyperline/**", (route) => route.fulfill({ status: 401, body: "" }));
    await afterRead(page, () => page.clock.runFor(60_000));
    await page.getByText(/Couldn't refresh\. Showing balances from /).waitFor();
    expect(await page.locator(".hcb-number").allTextContents()).toEqual(["0", "184", "12,480.5", "96"]);
    await page.unroute("**/api/hyperline/**");
    state.isDown = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Checked just now").waitFor();
  });

  it("nothing any more once it is gone, and gives up the read that is under way", async () => {
    const { page, reads } = await open();
    await page.route("**/api/hyperline/**", () => undefined);
    let asked = 0;
    page.on("request", () => (asked += 1));
    const isSent = page.waitForRequest("**/cus_low/**");
    await page.evaluate(() => document.querySelector("credit-balances")?.setAttribute("customer-id", "cus_low"));
    await isSent;
    const isAborted = page.waitForEvent("requestfailed");
    await page.evaluate(() => document.querySelector("credit-balances")?.remove());
    await isAborted;
    await page.clock.runFor(600_000);
    expect(asked).toBe(1);
    expect(reads).toHaveLength(1);
  });

  it("nothing when it is only moved, and stays as it is", async () => {
    const { page, reads } = await open(`<div id="one">${list}</div><div id="two"></div>`);
    const isSame = await page.evaluate(async () => {
      const element = document.querySelector("credit-balances");
      const row = element?.shadowRoot?.querySelector("li");
      element?.remove();
      document.getElementById("two")?.append(element ?? "");
      await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));
      return row !== null && element?.shadowRoot?.querySelector("li") === row;
    });
    expect(isSame).toBe(true);
    expect(reads).toHaveLength(1);
  });

  it("and forgets what nobody has shown for five minutes", async () => {
    const { page } = await open();
    const textAfter = async (wait: number) => {
      await page.evaluate(() => document.querySelector("credit-balances")?.remove());
      await page.clock.runFor(wait);
      const isSent = page.waitForRequest("**/api/hyperline/**");
      await page.evaluate(() => {
        const element = document.createElement("credit-balances");
        element.customerId = "cus_mixed";
        document.body.append(element);
      });
      await isSent;
      return page.locator("credit-balances").evaluate(({ shadowRoot }) => shadowRoot?.textContent);
    };
    await page.route("**/api/hyperline/**", () => undefined);
    expect(await textAfter(290_000)).toContain("12,480.5");
    expect(await textAfter(310_000)).not.toContain("12,480.5");
  });

  it("again for who signs in after clearCreditBalances(), of which nothing stays on the page", async () => {
    const { page, reads } = await open();
    // As text: an import would be rewritten with this module's.
    await page.evaluate('import("/element.js").then(({ clearCreditBalances }) => clearCreditBalances())');
    await page.waitForFunction(() => !document.querySelector("credit-balances")?.shadowRoot?.textContent?.includes("12,480.5"));
    await afterRead(page, () => page.clock.runFor(60_000));
    await page.getByText("12,480.5").waitFor();
    expect(reads).toHaveLength(2);
  });
});

it("a thousand elements that came and went leave nothing in memory", async () => {
  const { page } = await openElements(browser, list);
  await page.getByText("12,480.5").waitFor();
  const session = await page.context().newCDPSession(page);
  await page.evaluate(async () => {
    const held: WeakRef<object>[] = [];
    Object.assign(window, { held });
    for (let round = 0; round < 100; round += 1) {
      const elements = Array.from({ length: 10 }, (_, index) => {
        const element = document.createElement(index % 2 ? "credit-balances" : "credit-balances-pill");
        element.setAttribute("customer-id", "cus_mixed");
        element.addEventListener("refresh", () => element);
        document.body.append(element);
        return element;
      });
      while (elements.some(({ shadowRoot }) => !shadowRoot?.textContent)) await new Promise(requestAnimationFrame);
      for (const element of elements) {
        held.push(new WeakRef(element), new WeakRef(element.shadowRoot ?? element));
        element.remove();
      }
      await new Promise(requestAnimationFrame);
    }
  });
  // What a render holds on to goes with the next one.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await session.send("HeapProfiler.collectGarbage");
  const alive = await page.evaluate<number>("held.filter((ref) => ref.deref()).length");
  expect(alive).toBeLessThanOrEqual(20);
});
