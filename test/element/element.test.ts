import axe from "axe-core";
import { chromium } from "playwright";
import type { Browser } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { listen, openElements } from "../support/elementPage.ts";
import { serve } from "../support/serve.ts";
import { startCli } from "../support/startCli.ts";

const list = '<credit-balances customer-id="cus_mixed"></credit-balances>';
const pill = '<credit-balances-pill customer-id="cus_mixed"></credit-balances-pill>';
/** Those of Northwind Studio, what needs attention first. */
const numbers = ["0", "184", "12,480.5", "96"];

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions());
  return () => browser.close();
});

describe("a plain page on another origin", () => {
  it("shows the balances with one script tag and one tag, read from the standalone server in the sandbox", async () => {
    let html = "";
    const origin = await serve((_request, response) => response.writeHead(200, { "Content-Type": "text/html" }).end(html));
    const { url } = await startCli("dist/cli.js", ["--sandbox"], { CREDITS_ALLOWED_ORIGINS: origin });
    html = `<!doctype html><html lang="en"><title>A page</title>
<script type="module" src="${url}/element.js"></script>
<credit-balances customer-id="cus_Typ0px2W0aiEtl" endpoint="${url}/api/hyperline"></credit-balances>`;

    const page = await browser.newPage();
    const complaints = listen(page);
    await page.goto(origin);
    await page.getByText("2,000").waitFor();
    expect(await page.getByRole("listitem").allTextContents()).toEqual([expect.stringContaining("Credit name")]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe("the element", () => {
  it("lives under a strict policy: no inline style, no style element, nothing complained of", async () => {
    const { page, complaints } = await openElements(browser, list + pill);
    await page.getByRole("button", { name: /Out of credits/ }).click();
    await page.getByRole("dialog").getByRole("listitem").nth(3).waitFor();
    const counts = await page.evaluate(() =>
      [...document.querySelectorAll("credit-balances, credit-balances-pill")].map(({ shadowRoot }) => ({
        sheets: shadowRoot?.adoptedStyleSheets.length,
        styles: shadowRoot?.querySelectorAll("style, link, script").length,
      })),
    );
    expect(counts).toEqual([
      { sheets: 1, styles: 0 },
      { sheets: 1, styles: 0 },
    ]);
    expect(complaints).toEqual([]);
  });

  it.each(["light", "dark"] as const)("is accessible in %s", async (colorScheme) => {
    const css = ":root { color-scheme: light dark } main { max-width: 560px }";
    const { page } = await openElements(browser, `<main><h1>Usage</h1>${pill}${list}</main>`, { css, colorScheme });
    await page.getByRole("listitem").nth(3).waitFor();
    await page.evaluate(axe.source);
    const violations: unknown = await page.evaluate(`
      axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
        .then(({ violations, passes }) => [passes.length > 10, violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html))])
    `);
    expect(violations).toEqual([true, []]);
  });

  it("is one read for all elements of a customer, and each further customer one more", async () => {
    const { page, reads } = await openElements(browser, (list + pill).repeat(25) + list.replace("cus_mixed", "cus_low"));
    await page.waitForFunction(() =>
      [...document.querySelectorAll("credit-balances")].every(({ shadowRoot }) => shadowRoot?.querySelector("li")),
    );
    expect(reads.map(({ path }) => path)).toEqual([
      "/api/hyperline/v1/customers/cus_mixed/credits",
      "/api/hyperline/v1/customers/cus_low/credits",
    ]);
  });

  it("is empty, and reads nothing, without a customer; and shows one as soon as it has one", async () => {
    const { page, reads } = await openElements(browser, "<credit-balances></credit-balances>");
    await page.waitForFunction(() => customElements.get("credit-balances"));
    expect(await page.evaluate(() => document.querySelector("credit-balances")?.shadowRoot?.childElementCount ?? 0)).toBe(0);
    await page.evaluate(() => document.querySelector("credit-balances")?.setAttribute("customer-id", "cus_mixed"));
    await page.getByRole("listitem").nth(3).waitFor();
    await page.evaluate(() => document.querySelector("credit-balances")?.removeAttribute("customer-id"));
    await page.waitForFunction(() => document.querySelector("credit-balances")?.shadowRoot?.childElementCount === 0);
    expect(reads).toHaveLength(1);
  });

  it("shows no number of the former customer after a switch, not for a single change of the page", async () => {
    const { page } = await openElements(browser, list);
    await page.getByText("12,480.5").waitFor();
    const seen = await page.evaluate(async () => {
      const found = document.querySelector("credit-balances");
      const root = found?.shadowRoot;
      if (!found || !root) return [];
      const texts: string[] = [];
      new MutationObserver(() => texts.push(root.textContent ?? "")).observe(root, { subtree: true, childList: true });
      found.customerId = "cus_low";
      while (!root.textContent?.includes("10 credits")) await new Promise(requestAnimationFrame);
      return texts;
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter((text) => text.includes("12,480.5"))).toEqual([]);
  });

  it("takes over what was set before the browser knew it, and what stood in the markup", async () => {
    const { page } = await openElements(browser, '<credit-balances customer-id="cus_low" layout="cards"></credit-balances>', {
      before: () => {
        addEventListener("DOMContentLoaded", () => undefined);
        new MutationObserver(() => {
          const early = document.querySelector("credit-balances");
          if (early && !customElements.get("credit-balances"))
            Object.assign(early, { customerId: "cus_mixed", heading: "Early" });
        }).observe(document, { subtree: true, childList: true });
      },
    });
    await page.getByRole("region", { name: "Early" }).getByText("12,480.5").waitFor();
    expect(await page.evaluate(() => document.querySelector("credit-balances")?.outerHTML)).toContain(
      'customer-id="cus_mixed" layout="cards" heading="Early"',
    );
  });

  it("may be loaded a second time", async () => {
    const { page, complaints } = await openElements(browser, `${list}<script type="module" src="/element.js?again"></script>`);
    await page.getByText("12,480.5").waitFor();
    expect(await page.locator(".hcb-number").allTextContents()).toEqual(numbers);
    expect(complaints).toEqual([]);
  });

  it("may be imported on a server, where it does nothing", async () => {
    const path = new URL("../../dist/element.js", import.meta.url).href;
    expect(Object.keys(await import(/* @vite-ignore */ path))).toEqual(["clearCreditBalances"]);
  });
});

describe("attributes and properties", () => {
  it("follow each other", async () => {
    const { page } = await openElements(browser, list);
    await page.getByText("12,480.5").waitFor();
    const result = await page.evaluate(() => {
      const element = document.createElement("credit-balances");
      const attribute = (name: string) => element.getAttribute(name);
      element.setAttribute("customer-id", "cus_1");
      element.setAttribute("refetch-interval", "5000");
      element.setAttribute("products", "itm_1 itm_2");
      element.setAttribute("heading-level", "3");
      element.setAttribute("layout", "grid");
      const fromText = [element.customerId, element.refetchInterval, element.products, element.headingLevel, element.layout];
      element.customerId = "cus_2";
      element.refetchInterval = false;
      element.products = ["itm_3"];
      element.layout = "cards";
      element.topUp = "/buy";
      const written = ["customer-id", "refetch-interval", "products", "layout", "top-up"].map(attribute);
      element.topUp = () => undefined;
      element.layout = undefined;
      return {
        fromText,
        written,
        after: [typeof element.topUp, attribute("top-up"), attribute("layout"), element.refetchInterval],
      };
    });
    expect(result).toEqual({
      fromText: ["cus_1", 5_000, ["itm_1", "itm_2"], 3, undefined],
      written: ["cus_2", "false", "itm_3", "cards", "/buy"],
      after: ["function", null, null, false],
    });
  });

  it("say what React's props say", async () => {
    const { page } = await openElements(
      browser,
      '<credit-balances customer-id="cus_mixed" layout="cards" heading="Left" heading-level="3" products="itm_mixed004 itm_mixed001" color-scheme="dark" top-up="/buy"></credit-balances>',
    );
    await page.getByRole("heading", { level: 3, name: "Left" }).waitFor();
    await page.getByRole("link", { name: "Top up: Image generation" }).waitFor();
    expect(await page.locator(".hcb-name").allTextContents()).toEqual(["Video renders", "Image generation"]);
    expect(await page.locator(".hcb-root").getAttribute("data-color-scheme")).toBe("dark");

    await page.evaluate(() => {
      const element = document.querySelector("credit-balances");
      if (!element) return;
      element.thresholds = { itm_mixed004: 100 };
      element.units = { itm_mixed004: "videos" };
      element.formatBalance = (balance) => `${balance}.00`;
      element.topUp = ({ productId }) => document.body.setAttribute("data-bought", productId);
    });
    await page.getByRole("button", { name: "Top up: Video renders" }).click();
    expect(await page.locator("body").getAttribute("data-bought")).toBe("itm_mixed004");
    expect(await page.locator(".hcb-balance").allTextContents()).toEqual(["96.00 videos", "0.00 credits"]);
  });

  it("send the host's headers with each read", async () => {
    const { page } = await openElements(browser, "");
    const sent = page.waitForRequest("**/api/hyperline/**");
    await page.evaluate(() => {
      const element = document.createElement("credit-balances");
      element.headers = async () => ({ Authorization: "Bearer a-token" });
      element.customerId = "cus_mixed";
      document.body.append(element);
    });
    expect((await sent).headers()).toMatchObject({ authorization: "Bearer a-token" });
  });
});

describe("the pill", () => {
  it("opens the list by keyboard, closes it by Escape, and keeps the focus", async () => {
    const { page, reads } = await openElements(browser, pill);
    const button = page.getByRole("button", { name: /^Image generation: 0 credits/ });
    await button.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Credits" });
    await dialog.getByRole("listitem").nth(3).waitFor();
    expect(await dialog.locator(".hcb-number").allTextContents()).toEqual(numbers);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await button.evaluate((node) => node.matches(":focus"))).toBe(true);
    expect(reads).toHaveLength(1);
  });

  it("shows the product that is asked for", async () => {
    const { page } = await openElements(browser, pill.replace("pill ", 'pill product-id="itm_mixed003" '));
    await page.getByText("12,480.5 credits").last().waitFor();
    expect(await page.getByRole("button").getAttribute("title")).toBe("Transcription minutes: 12,480.5 credits");
  });
});

describe("words", () => {
  it.each([
    { root: 'lang="en"', attributes: "", refresh: "Refresh", number: "12,480.5" },
    { root: 'lang="de-CH"', attributes: "", refresh: "Aktualisieren", number: "12’480.5" },
    { root: 'lang="de"', attributes: 'locale="fr"', refresh: "Actualiser", number: "12 480,5" },
    { root: 'lang="fr"', attributes: 'lang="nl"', refresh: "Vernieuwen", number: "12.480,5" },
    { root: "", attributes: 'locale="es"', refresh: "Actualizar", number: "12.480,5" },
    { root: "", attributes: 'locale="pl"', refresh: "Odśwież", number: "12 480,5" },
    { root: "", attributes: 'locale="pt"', refresh: "Atualizar", number: "12.480,5" },
    { root: "", attributes: 'locale="it"', refresh: "Aggiorna", number: "12.480,5" },
    { root: 'lang="sv"', attributes: "", refresh: "Refresh", number: "12,480.5" },
    { root: "", attributes: 'locale="not a language"', refresh: "Refresh", number: "12,480.5" },
  ])("are in the language around: <html $root>, $attributes", async ({ root, attributes, refresh, number }) => {
    const { page } = await openElements(browser, list.replace(">", ` ${attributes}>`), { root });
    await page.getByRole("button", { name: refresh, exact: true }).waitFor();
    expect((await page.locator(".hcb-number").nth(2).textContent())?.replace(/[\u00a0\u202f]/g, " ")).toBe(number);
  });

  it("may be the host's", async () => {
    const { page } = await openElements(browser, list);
    await page.getByText("12,480.5").waitFor();
    await page.evaluate(() => {
      const element = document.querySelector("credit-balances");
      const words = { locale: "en", heading: "Tokens", refresh: "Again", justNow: "now", topUp: "Buy", unknownBalance: "?" };
      const said = () => "said";
      const stale = { title: "", offline: "", detail: said, inline: said };
      Object.assign(element ?? {}, {
        messages: {
          ...words,
          level: { low: "Little", out: "Gone" },
          asOf: said,
          checked: said,
          products: said,
          unit: () => "tokens",
          lastRefreshed: said,
          lowAt: said,
          topsUp: said,
          stale,
        },
      });
    });
    await page.getByRole("region", { name: "Tokens" }).waitFor();
    expect(await page.locator(".hcb-badge").allTextContents()).toEqual(["Gone", "Little"]);
  });
});
