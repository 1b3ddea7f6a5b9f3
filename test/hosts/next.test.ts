import { chromium } from "playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { serve } from "../support/serve.ts";
import { readSources } from "../support/sources.ts";
import { buildNext, next } from "./buildNext.ts";
import { itServesTheProxy } from "./itServesTheProxy.ts";
import { startHost } from "./startHost.ts";
import type { RunningHost } from "./startHost.ts";

const mixed = { cookie: "session-of=cus_mixed" };
const farAway = { timezoneId: "Asia/Kolkata", locale: "de-DE" };
const hour = 3_600_000;

/** Every number on `/prefetched`: in the list, in the cards, in the pill and in the sentence. */
const numbers = ["0", "184", "12,480.5", "96"];

describe("a Next.js app that was built without the key", () => {
  let host: RunningHost;
  let browser: Browser;

  beforeAll(async () => {
    await buildNext("test/hosts/next");
    host = await startHost([next, "start", "test/hosts/next", "-H", "127.0.0.1"]);
    return host.stop;
  }, 120_000);

  beforeAll(async () => {
    browser = await chromium.launch(await chromiumLaunchOptions());
    return () => browser.close();
  });

  /** A tab of a visitor who is signed in, with all that it complains of and what it reads from the proxy. */
  async function openTab(customerId: string, options: BrowserContextOptions = {}, clockAhead = 0) {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    await context.addCookies([{ name: "session-of", value: customerId, url: host.origin }]);
    const page = await context.newPage();
    if (clockAhead !== 0) await page.clock.setSystemTime(Date.now() + clockAhead);
    const complaints: string[] = [];
    const reads: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => {
      if (request.url().includes("/api/hyperline/")) reads.push(request.url());
    });
    return { page, complaints, reads };
  }

  itServesTheProxy(() => host.origin);

  it("renders the widget's skeleton on the server", async () => {
    const html = await (await fetch(host.origin)).text();
    expect(html).toContain('<section class="hcb-root" data-status="loading"');
    expect(html).toContain("Loading your credits");
  });

  it("shows the visitor's balance in a browser, which never receives the key", async () => {
    const { page, complaints } = await openTab(documentedCustomerId);
    const bodies: Promise<string>[] = [];
    page.on("response", (response) => bodies.push(response.text()));
    await page.goto(host.origin, { waitUntil: "networkidle" });
    await page.getByText("2,000").waitFor();

    const received = await Promise.all(bodies);
    expect(received.filter((body) => body.includes("2000"))).not.toHaveLength(0);
    expect(received.filter((body) => body.includes(host.key))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("keeps the proxy out of what it sends to browsers", () => {
    const filesWith = (folder: string, text: string) =>
      readSources(`test/hosts/next/.next/${folder}`, [".js"]).filter((source) => source.text.includes(text));
    expect(filesWith("server", "api.hyperline.co")).not.toHaveLength(0);
    expect(filesWith("static", "hcb-root")).not.toHaveLength(0);
    expect(filesWith("static", "api.hyperline.co")).toEqual([]);
  });

  describe("whose server component reads the credits", () => {
    it("sends the numbers with the page, and neither a date nor the key", async () => {
      const html = await (await fetch(`${host.origin}/prefetched`, { headers: mixed })).text();
      expect(html.match(/hcb-number">[^<]+/g)).toEqual(
        ["0", "12,480.5", ...numbers, ...numbers].map((digits) => `hcb-number">${digits}`),
      );
      expect(html).not.toMatch(/data-status="loading"|data-refreshing|Last refreshed/);
      expect(html).not.toContain(host.key);
    });

    it("sends nobody's numbers to who is not signed in, but the skeleton", async () => {
      const html = await (await fetch(`${host.origin}/prefetched`)).text();
      expect(html).toContain('data-status="loading"');
      expect(html).not.toContain("hcb-number");
    });

    it.each([
      { visitor: "beside the server", options: { timezoneId: "UTC", locale: "en-US" }, clockAhead: 0 },
      { visitor: "far away", options: farAway, clockAhead: 0 },
      {
        visitor: "whose clock is two hours slow",
        options: farAway,
        clockAhead: -2 * hour,
      },
    ])(
      "a visitor $visitor sees these numbers and no other, without a read of the browser's own",
      async ({ options, clockAhead }) => {
        const { page, complaints, reads } = await openTab("cus_mixed", options, clockAhead);
        const seen = await watchNumbers(page);
        await page.goto(`${host.origin}/prefetched`, { waitUntil: "networkidle" });
        await page.locator('time[title^="Last refreshed"]').first().waitFor();
        expect(reads).toEqual([]);
        expect([...seen].toSorted()).toEqual(numbers.toSorted());
        expect(complaints).toEqual([]);
      },
    );

    it.each([
      { label: "came out of a cache a minute old", path: "/prefetched?age=60000", clockAhead: 0 },
      { label: "is old by the visitor's clock", path: "/prefetched", clockAhead: 2 * hour },
    ])("what $label is shown, and read again once, after the browser has taken over", async ({ path, clockAhead }) => {
      const html = await (await fetch(host.origin + path, { headers: mixed })).text();
      expect(html).not.toContain("data-refreshing");

      const { page, complaints, reads } = await openTab("cus_mixed", farAway, clockAhead);
      const seen = await watchNumbers(page);
      const held = await hold(page, "**/api/hyperline/**");
      await page.goto(host.origin + path);
      await held.asked;
      await page.locator("[data-refreshing]").nth(1).waitFor();
      expect(await page.locator("[data-refreshing]").count()).toBe(2);

      held.release();
      await page.waitForFunction(() => !document.querySelector("[data-refreshing]"));
      expect(reads).toHaveLength(1);
      expect([...seen].toSorted()).toEqual(numbers.toSorted());
      expect(complaints).toEqual([]);
    });
  });

  describe("with a component that suspends until there are credits", () => {
    it("sends the page first, and the numbers in the same answer", async () => {
      const gate = await openGate();
      const response = await fetch(`${host.origin}/streamed?once=${gate.url}`, { headers: mixed });
      if (!response.body) throw new Error("The page is empty.");
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const page = await readUntil(reader, "Adding up");
      await gate.open();
      const rest = await readUntil(reader);
      expect(page).not.toContain("In total");
      expect(rest).toContain("In total: 12760.5");
      expect(rest).toContain('data-status="ready"');
    });

    it("shows them without a read of the browser's own when its scripts come first", async () => {
      const gate = await openGate();
      const { page, complaints, reads } = await openTab("cus_mixed", farAway);
      await page.goto(`${host.origin}/streamed?once=${gate.url}`, { waitUntil: "commit" });
      await page.getByText("Adding up").waitFor();
      await gate.open();
      await page.getByText("In total: 12760.5").waitFor();
      await page.locator('time[title^="Last refreshed"]').first().waitFor();
      expect(reads).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it("shows them without a read of the browser's own when its scripts come last", async () => {
      const gate = await openGate();
      const { page, complaints, reads } = await openTab("cus_mixed", farAway);
      const scripts = await hold(page, "**/*.js");
      await page.goto(`${host.origin}/streamed?once=${gate.url}`, { waitUntil: "commit" });
      await page.getByText("Adding up").waitFor();
      await gate.open();
      await page.getByText("In total: 12760.5").waitFor();
      scripts.release();
      await page.locator('time[title^="Last refreshed"]').first().waitFor();
      expect(reads).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  describe("that compiles the stylesheet for older browsers", () => {
    it("leaves it with nothing that follows the system instead of the page, or a language instead of a direction", () => {
      const ours = readSources("test/hosts/next/.next/static", [".css"]).filter(({ text }) => text.includes("hcb-root"));
      expect(ours).toHaveLength(1);
      expect(ours.map(({ text }) => text.match(/var\(--lightningcss|light-dark|:lang\(|:dir\(/g))).toEqual([null]);
    });

    it.each([
      { says: "", colorScheme: "light", shown: "light" },
      { says: "", colorScheme: "dark", shown: "light" },
      { says: "color-scheme: light dark", colorScheme: "light", shown: "light" },
      { says: "color-scheme: light dark", colorScheme: "dark", shown: "dark" },
      { says: "color-scheme: dark", colorScheme: "light", shown: "dark" },
    ] as const)("is legible and $shown where the page says '$says' and the visitor prefers $colorScheme", async (row) => {
      const { page } = await openTab("cus_mixed", { colorScheme: row.colorScheme });
      await page.goto(`${host.origin}/prefetched`);
      await page.addStyleTag({ content: `html { ${row.says} }` });
      expect(await readLegibility(page)).toEqual({ shown: row.shown, faint: [] });
    });

    it("follows a page that changes its theme by a script", async () => {
      const { page } = await openTab("cus_mixed", { colorScheme: "light" });
      await page.goto(`${host.origin}/prefetched`);
      for (const shown of ["dark", "light"] as const) {
        await page.evaluate((scheme) => {
          document.documentElement.style.colorScheme = scheme;
        }, shown);
        expect(await readLegibility(page)).toEqual({ shown, faint: [] });
      }
    });

    it("is as dark as the host asks for on a light page", async () => {
      const { page } = await openTab("cus_mixed", { colorScheme: "light" });
      await page.goto(`${host.origin}/prefetched`);
      await page.evaluate(() => {
        // Cards have no ground of their own under their heading.
        const grounded = document.querySelectorAll('.hcb-root:not([data-layout="cards"])');
        for (const widget of grounded) widget.setAttribute("data-color-scheme", "dark");
      });
      expect(await readLegibility(page)).toEqual({ shown: "dark", faint: [] });
    });

    it("is mirrored on a page that reads from right to left and names no language", async () => {
      const { page } = await openTab("cus_mixed", { viewport: { width: 900, height: 1600 } });
      await page.goto(`${host.origin}/prefetched`);
      const boxes = await readBoxes(page);
      const mirrored = boxes.map(({ left, right, ...rest }) => ({ ...rest, left: 900 - right, right: 900 - left }));
      await readFromRightToLeft(page);
      expect(mirrored.length).toBeGreaterThan(40);
      expect(await readBoxes(page)).toEqual(mirrored);
    });

    it("keeps English words in their order on such a page, on the side where their line begins", async () => {
      const { page } = await openTab("cus_mixed", { viewport: { width: 900, height: 1600 } });
      await page.goto(`${host.origin}/prefetched`);
      await readFromRightToLeft(page);
      const words = await page.evaluate(() =>
        [...document.querySelectorAll(".hcb-balance, .hcb-pill-text, .hcb-text")].map((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          const all = range.getBoundingClientRect();
          const number = element.querySelector(".hcb-number")?.getBoundingClientRect();
          const card = element.closest('[data-layout="cards"]') && element.parentElement?.querySelector(".hcb-name > bdi");
          const begin = (card ?? element).getBoundingClientRect().right;
          return { all: element.textContent, numberFirst: number?.left === all.left, begins: Math.abs(all.right - begin) < 2 };
        }),
      );
      expect(words).toHaveLength(10);
      expect(words.filter(({ numberFirst, begins }) => !numberFirst || !begins)).toEqual([]);
    });
  });
});

/** Every number that the page shows from now on, if only for a moment. */
async function watchNumbers(page: Page): Promise<Set<string>> {
  const seen = new Set<string>();
  await page.exposeFunction("saw", (digits: string) => seen.add(digits));
  await page.addInitScript(`
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll(".hcb-number, .hcb-unknown")) saw(textContent);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  `);
  return seen;
}

/** Keeps requests of the browser's waiting. `asked` resolves when there is one. */
async function hold(page: Page, urls: string) {
  let release = () => {};
  let ask = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const asked = new Promise<void>((resolve) => (ask = resolve));
  await page.route(urls, async (route) => {
    ask();
    await released;
    await route.continue();
  });
  return { asked, release };
}

/** An address that answers when it is told to. */
async function openGate() {
  let tell = (_answer: () => void) => {};
  const asked = new Promise<() => void>((resolve) => (tell = resolve));
  const url = await serve((_request, response) => tell(() => response.end()));
  const open = async () => (await asked)();
  return { url, open };
}

/** What arrives until these words have arrived, or until the end. */
async function readUntil(reader: ReadableStreamDefaultReader<string>, words?: string): Promise<string> {
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (words !== undefined && text.includes(words)) return text;
  }
}

/** Whether the widget is light or dark, and which of its texts have less contrast than WCAG asks for (1.4.3). */
function readLegibility(page: Page) {
  return page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const own = document.body.appendChild(document.createElement("div"));
    own.style.background = "Canvas";
    const canvas = getComputedStyle(own).backgroundColor;
    own.remove();

    /** The relative luminance of colours that lie on one another. */
    const luminance = (colors: readonly string[]) => {
      for (const color of colors) {
        if (!context) continue;
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
      }
      const [red = 0, green = 0, blue = 0] = [...(context?.getImageData(0, 0, 1, 1).data ?? [])].map((value) =>
        value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element: Element | null): string[] =>
      element ? [...behind(element.parentElement), getComputedStyle(element).backgroundColor] : [canvas];

    const faint = [...document.querySelectorAll(".hcb-root *, .hcb-text, .hcb-text *")].flatMap((element) => {
      const words = [...element.childNodes]
        .map((node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : ""))
        .join("")
        .trim();
      if (!words || !element.checkVisibility() || element.closest(".hcb-visually-hidden")) return [];
      const under = luminance(behind(element));
      const over = luminance([...behind(element), getComputedStyle(element).color]);
      const contrast = (Math.max(under, over) + 0.05) / (Math.min(under, over) + 0.05);
      return contrast < 4.5 ? [`${words}: ${contrast.toFixed(2)}`] : [];
    });
    const list = document.querySelector('.hcb-root[data-layout="list"]');
    // On grey, which shows through where the widget brings no ground of its own.
    const surface = luminance(["grey", ...(list ? [getComputedStyle(list).backgroundColor] : [])]);
    return { shown: surface > 0.9 ? "light" : surface < 0.05 ? "dark" : "neither", faint };
  });
}

function readFromRightToLeft(page: Page) {
  return page.evaluate(() => {
    document.documentElement.dir = "rtl";
    document.documentElement.removeAttribute("lang");
  });
}

/** Where the parts of the widget stand, in whole pixels. What is inside of running text keeps the order of its own language. */
function readBoxes(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll(".hcb-root, .hcb-root *")]
      .filter((element) => element.checkVisibility() && !element.closest(".hcb-visually-hidden, bdi, .hcb-balance > *"))
      .map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const place = { left: Math.round(left), right: Math.round(right), top: Math.round(top), bottom: Math.round(bottom) };
        return { part: `${element.localName}.${element.getAttribute("class") ?? ""}`, ...place };
      }),
  );
}
