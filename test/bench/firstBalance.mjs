/**
 * How long a visitor waits from the navigation until the first balance is on the page: a page with nothing else on it, on a processor that is slowed down four times and
 * a network with 150 ms of latency and 1.6 Mbit/s, in Chromium. Everything is loaded anew each time, React included, and sent with brotli. Ours and the
 * hand-written page read the same proxy, which has the rows; Autumn's hook reads a stub that answers from a constant.
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { runnerImport } from "vite";
import { createCreditsListener } from "../../dist/proxy.js";
import { bundle } from "./bundle.mjs";
import { median } from "./median.mjs";
import { autumnCustomer, mount, upstreamBody } from "./proxies.mjs";

const rounds = 15;
const balance = "1,250.5";
const slowdown = 4;
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

const pages = [
  { kind: "ours", script: "pages/ours.jsx", styles: "../../dist/styles.css" },
  { kind: "useEffect and fetch, by hand", script: "pages/handWritten.jsx", most: 1.05 },
  { kind: "the same on a page that has React Query", script: "pages/handWrittenBesideQuery.jsx" },
  { kind: "autumn-js/react", script: "pages/autumn.jsx" },
];

const html = (styles) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title>
${styles ? `<link rel="stylesheet" href="styles.css">` : ""}
<body><div id="root"></div><script type="module" src="script.js"></script>`;

async function serve() {
  const files = new Map();
  for (const [index, { script, styles }] of pages.entries()) {
    const add = (name, type, text) => files.set(`/${index}/${name}`, { type, body: brotliCompressSync(text) });
    add("", "text/html", html(styles));
    add("script.js", "text/javascript", await bundle(script));
    if (styles) add("styles.css", "text/css", await readFile(fileURLToPath(new URL(styles, import.meta.url))));
  }
  const credits = createCreditsListener({
    apiKey: "test_bench",
    fetch: async ({ method, url }) => new Response(upstreamBody({ method, url: new URL(url).pathname })),
    authorize: () => true,
    maxAge: 3_600_000,
  });
  const server = createServer((request, response) => {
    if (request.url.startsWith(mount)) return credits(request, response);
    if (request.url.startsWith("/api/autumn")) {
      return response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(autumnCustomer));
    }
    const { type, body } = files.get(request.url) ?? {};
    if (!body) return response.writeHead(404).end();
    return response.writeHead(200, { "Content-Type": type, "Content-Encoding": "br", "Content-Length": body.length }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const sizes = pages.map((_, index) =>
    [...files].reduce((sum, [path, { body }]) => sum + (path.startsWith(`/${index}/`) ? body.length : 0), 0),
  );
  return { server, sizes, origin: `http://127.0.0.1:${server.address().port}` };
}

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
  // Node 20 runs no TypeScript.
  const { module } = await runnerImport(fileURLToPath(new URL("launchChromium.ts", import.meta.url)), { logLevel: "error" });
  const { server, sizes, origin } = await serve();
  const times = pages.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const index of pages.keys()) {
      const time = await open(module.browser, `${origin}/${index}/`);
      if (round >= 0) times[index].push(time);
    }
  }
  await module.browser.close();
  server.close();
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
