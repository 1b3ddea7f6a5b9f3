import { readFileSync } from "node:fs";
import { chromium } from "playwright";
import type { Browser, Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { openElements } from "../support/elementPage.ts";

const list = '<credit-balances customer-id="cus_mixed"></credit-balances>';
const pill = '<credit-balances-pill customer-id="cus_mixed"></credit-balances-pill>';

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions());
  return () => browser.close();
});

describe("events", () => {
  /** Writes down what each element of the page tells, from before its first read. */
  function note() {
    const told: string[] = [];
    Object.assign(window, { told });
    const names = ["credit-balances", "credit-balances-pill"];
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          if (!(node instanceof HTMLElement) || !names.includes(node.localName)) continue;
          for (const type of ["levelchange", "error", "refresh"]) {
            node.addEventListener(type, (event) => {
              if (!(event instanceof CustomEvent)) return;
              const { credit, from, to, code, credits, stale } = event.detail;
              const what = credit
                ? `${credit.name} ${from}→${to}`
                : (code ?? `${credits.length} credits${stale ? ", stale" : ""}`);
              told.push(`${node.localName} ${type}: ${what}`);
            });
          }
        }
      }
    }).observe(document, { subtree: true, childList: true });
  }
  const tellsTimes = (page: Page, times: number) => page.waitForFunction((n) => Reflect.get(window, "told").length === n, times);
  const toldOn = (page: Page) => page.evaluate<string[]>("told.splice(0).sort()");

  it("tell of each answer, and of each crossing once on every element that shows it", async () => {
    const { page, move } = await openElements(browser, list + pill, { before: note });
    await tellsTimes(page, 6);
    expect(await toldOn(page)).toEqual([
      "credit-balances levelchange: API calls null→low",
      "credit-balances levelchange: Image generation null→out",
      "credit-balances refresh: 4 credits",
      "credit-balances-pill levelchange: API calls null→low",
      "credit-balances-pill levelchange: Image generation null→out",
      "credit-balances-pill refresh: 4 credits",
    ]);
    await move(1_000, "itm_mixed002");
    await page.evaluate(() => document.querySelector("credit-balances")?.refresh());
    await tellsTimes(page, 4);
    expect(await toldOn(page)).toEqual([
      "credit-balances levelchange: API calls low→ok",
      "credit-balances refresh: 4 credits",
      "credit-balances-pill levelchange: API calls low→ok",
      "credit-balances-pill refresh: 4 credits",
    ]);
  });

  it("tell of a failure by its code", async () => {
    const { page } = await openElements(browser, list.replace("cus_mixed", "cus_nobody"), { before: note });
    await tellsTimes(page, 1);
    expect(await toldOn(page)).toEqual(["credit-balances error: not_found"]);
  });

  it("pass the shadow roots around the element, and do not bubble, so that no error monitor takes them for a script's", async () => {
    const { page } = await openElements(browser, '<div id="app"></div>');
    const heard = await page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const app = document.querySelector("#app");
          const shadow = app?.attachShadow({ mode: "open" });
          const element = document.createElement("credit-balances");
          element.customerId = "cus_nobody";
          const heardBy: string[] = [];
          window.addEventListener("error", () => heardBy.push("window"));
          document.body.addEventListener("error", () => heardBy.push("body"));
          app?.addEventListener("error", () => heardBy.push("app"));
          element.addEventListener("error", ({ composed, bubbles }) => {
            heardBy.push(`element, composed ${composed}, bubbles ${bubbles}`);
            setTimeout(() => resolve(heardBy));
          });
          shadow?.append(element);
        }),
    );
    expect(heard).toEqual(["element, composed true, bubbles false", "app"]);
  });
});

describe("slots", () => {
  it("hold the host's heading, which names the widget", async () => {
    const { page } = await openElements(browser, list.replace("><", '><span slot="heading">What is <em>left</em></span><'));
    await page.getByText("12,480.5").waitFor();
    expect(await page.getByRole("region", { name: "What is left", exact: true }).count()).toBe(1);
  });

  it("hold what the host says where there are no credits, else our words", async () => {
    const none = list.replace("cus_mixed", "cus_nocredits");
    const { page } = await openElements(
      browser,
      none + none.replace("><", '><p slot="empty">See our <a href="#plans">plans</a></p><'),
    );
    await page.getByRole("link", { name: "plans" }).waitFor();
    expect(await page.getByText("No credits yet").evaluateAll((found) => found.map((node) => node.checkVisibility()))).toEqual([
      true,
      false,
    ]);
  });

  it("hold a way to more credits: at the credit that needs it most, or at a credit of the host's choice", async () => {
    const content = '<a slot="top-up" href="#one">Buy more</a><button slot="top-up-itm_mixed002">Buy calls</button>';
    const { page } = await openElements(browser, list.replace("><", `>${content}<`));
    const rowOf = async (name: string) =>
      page.getByText(name).evaluate((node) => {
        const slot = node.assignedSlot;
        return slot?.closest("li")?.querySelector(".hcb-name")?.textContent;
      });
    await page.getByText("12,480.5").waitFor();
    expect(await rowOf("Buy more")).toBe("Image generation");
    expect(await rowOf("Buy calls")).toBe("API calls");
  });

  it("leave the address of `top-up` to all other credits that need it", async () => {
    const { page } = await openElements(
      browser,
      '<credit-balances customer-id="cus_mixed" top-up="/buy"><a slot="top-up" href="#one">Buy more</a></credit-balances>',
    );
    await page.getByText("12,480.5").waitFor();
    const links = await page.getByRole("link").evaluateAll((found) => found.map((node) => node.textContent));
    expect(links.toSorted()).toEqual(["Buy more", "Top up"]);
  });
});

describe("looks", () => {
  it("hang on the same tokens, set on the element, and on parts", async () => {
    const css = `credit-balances { --hcb-radius: 3px; --hcb-accent: rgb(1, 2, 3) }
      credit-balances::part(name) { font-style: italic } credit-balances-pill::part(pill) { text-transform: uppercase }`;
    const { page } = await openElements(browser, list.replace(">", ' top-up="/buy">') + pill, { css });
    const style = (selector: string, property: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);
    await page.getByText("12,480.5").waitFor();
    expect(await style("credit-balances .hcb-root", "border-radius")).toBe("3px");
    expect(await style(".hcb-top-up", "color")).toBe("rgb(1, 2, 3)");
    expect(await style(".hcb-name", "font-style")).toBe("italic");
    expect(await style(".hcb-pill", "text-transform")).toBe("uppercase");
    expect(await style(".hcb-pill", "border-radius")).toBe("15px");
  });

  it("give way to `hidden`", async () => {
    const { page } = await openElements(browser, list.replace(">", " hidden>") + pill);
    await page.getByRole("button").waitFor();
    expect(await page.locator("credit-balances").isVisible()).toBe(false);
  });

  it("name every part that a class of ours names", async () => {
    const { page } = await openElements(browser, list + pill);
    await page.getByText("12,480.5").waitFor();
    const wrong = await page.evaluate(() =>
      [...document.querySelectorAll("credit-balances, credit-balances-pill")]
        .flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll("[class]") ?? [])])
        .filter((node) => node.className.replaceAll("hcb-", "") !== node.getAttribute("part"))
        .map((node) => node.outerHTML),
    );
    expect(wrong).toEqual([]);
  });

  const hostile = {
    "`* { all: unset }`": ["test/hosts/pages/reset.css"],
    "loud rules on elements": ["test/hosts/pages/elements.css"],
    "all that can be inherited": ["test/hosts/pages/inherited.css"],
    "a huge root font": ["test/hosts/pages/hugeRoot.css"],
    "Tailwind's preflight": ["node_modules/tailwindcss/preflight.css"],
    Bootstrap: ["node_modules/bootstrap/dist/css/bootstrap.css"],
  };
  // Where `all: unset` takes the element's own box away, the page's line stands around the pill, whose font another sheet makes huge.
  const { "`* { all: unset }`": _unset, ...others } = hostile;

  it.each(Object.entries({ ...hostile, "all of these but the first": Object.values(others).flat() }))(
    "stay as they are beside %s",
    async (_host, sheets) => {
      const own = readFileSync("test/hosts/pages/page.css", "utf8");
      const body = `<div id="root" class="page"><div class="slot" id="list">${list.replace(">", ' top-up="/buy">')}</div>
      <nav class="slot" id="pills">${pill}</nav></div>`;
      const pictureOf = async (css: string) => {
        const options = { css: css + own, root: 'lang="en" data-scheme="light"', reducedMotion: "reduce" as const };
        const { page, complaints } = await openElements(browser, body, options);
        await page.getByText("12,480.5").waitFor();
        await page.getByText("0 credits").last().waitFor();
        expect(complaints).toEqual([]);
        return page.evaluate(() =>
          [...document.querySelectorAll("credit-balances, credit-balances-pill")].flatMap(({ shadowRoot }) =>
            [...(shadowRoot?.querySelectorAll("[class]") ?? [])].map((node) => {
              const { x, y, width, height } = node.getBoundingClientRect();
              const { color, backgroundColor, fontSize, fontWeight, letterSpacing, textTransform, fontStyle } =
                getComputedStyle(node);
              const looks = [color, backgroundColor, fontSize, fontWeight, letterSpacing, textTransform, fontStyle];
              return [node.className, ...[x, y, width, height].map(Math.round), ...looks].join(" ");
            }),
          ),
        );
      };
      const plain = await pictureOf("");
      expect(plain.length).toBeGreaterThan(60);
      const beside = await pictureOf(sheets.map((sheet) => readFileSync(sheet, "utf8")).join("\n"));
      expect(beside.flatMap((line, index) => (line === plain[index] ? [] : [plain[index], line]))).toEqual([]);
      expect(beside).toHaveLength(plain.length);
    },
  );

  it("are mirrored in a page that is written from right to left", async () => {
    const { page } = await openElements(browser, list, { root: 'lang="en" dir="rtl"' });
    await page.getByText("12,480.5").waitFor();
    const [name, number] = await Promise.all(
      [".hcb-name", ".hcb-number"].map((selector) => page.locator(selector).first().boundingBox()),
    );
    expect(name?.x).toBeGreaterThan(number?.x ?? Infinity);
  });
});
