/**
 * How long a visitor waits from the navigation until the first balance is on the page: a page with nothing else on it, on a processor that is slowed down four times and
 * a network with 150 ms of latency and 1.6 Mbit/s, in Chromium. Everything is loaded anew each time, React included, and sent with brotli. Ours and the
 * hand-written page read the same proxy, which has the rows; Autumn's and Schematic's hooks read stubs that answer from constants, Schematic's over a WebSocket, which
 * Chromium does not slow down. Stigg's needs more of its backend than a stub has.
 */
import { launchChromium } from "./launchChromium.mjs";
import { median } from "./median.mjs";
import { servePages } from "./servePages.mjs";

const rounds = 15;
const balance = "1,250.5";
const slowdown = 4;
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

const pages = [
  { kind: "ours", script: "pages/ours.jsx", styles: "../../dist/styles.css" },
  { kind: "useEffect and fetch, by hand", script: "pages/handWritten.jsx", most: 1.05 },
  { kind: "the same on a page that has React Query", script: "pages/handWrittenBesideQuery.jsx" },
  { kind: "autumn-js/react", script: "pages/autumn.jsx" },
  { kind: "@schematichq/schematic-react", script: "pages/schematic.jsx" },
];

/** In the page, before anything else: notes when the balance is there. */
function watch(text) {
  const look = () => {
    if (!document.body?.textContent.includes(text)) return;
    observer.disconnect();
    globalThis.shownAt = performance.now();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}

/** Milliseconds from the navigation until the balance is in the document, and until that was painted. */
async function open(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watch, balance);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", network);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.goto(url);
  await page.waitForFunction(() => globalThis.shownAt);
  const time = await page.evaluate(() => globalThis.shownAt);
  await context.close();
  return time;
}

export async function measure() {
  const browser = await launchChromium();
  const server = await servePages(pages);
  const times = pages.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const index of pages.keys()) {
      const time = await open(browser, `${server.origin}/${index}/`);
      if (round >= 0) times[index].push(time);
    }
  }
  await browser.close();
  server.stop();
  const { sizes } = server;
  return pages.map(({ kind, most }, index) => {
    const ours = median(times[index].map((time, round) => times[0][round] / time));
    return {
      what: "Navigation to first balance, 4 × slower processor, 150 ms, 1.6 Mbit/s",
      peer: kind,
      figure: `${median(times[index]).toFixed(0)} ms`,
      more: `${(sizes[index] / 1_000).toFixed(1)} kB loaded, React included`,
      ours,
      goal: most && `≤ ${most}`,
      isReached: most && ours <= most,
      why: `Ours loads ${((sizes[0] - sizes[index]) / 1_000).toFixed(1)} kB more, React Query's 8.7 among them, which take ${(((sizes[0] - sizes[index]) / network.downloadThroughput) * 1_000).toFixed(0)} ms on this network.`,
      raw: { times: times[index].map(Math.round) },
    };
  });
}
