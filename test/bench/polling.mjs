/**
 * A page that stays open, in Chromium. With time that the bench moves: how many requests so many widgets make in ten minutes, and whether memory, timers, listeners and nodes
 * are the same after two hours of reading once a minute. And in real time, on a processor that is slowed down four times: how long a key waits while widgets
 * read every 0.2 seconds and bring another balance each time. Beside it the same list by hand, with an interval.
 */
import { setTimeout } from "node:timers/promises";
import { launchChromium } from "./launchChromium.mjs";
import { median } from "./median.mjs";
import { servePages } from "./servePages.mjs";
import { slope } from "./slope.mjs";

const pages = [{ script: "pages/polling.jsx", styles: "../../dist/styles.css" }];
const kinds = ["ours", "by hand"];
const minute = 60_000;
const slowdown = 4;
const keyInterval = 40;
const keys = 150;
/** A read gives up after twenty seconds, whatever the page's clock says; what it holds until then is garbage afterwards. */
const deadline = 21_000;

/** In the page, before anything else: counts timers that have not run. */
function countTimers() {
  const waiting = new Set();
  const { setTimeout: later, clearTimeout: cancel, setInterval: often, clearInterval: stop } = globalThis;
  globalThis.setTimeout = (run, delay, ...args) => {
    const fire = () => {
      waiting.delete(id);
      run(...args);
    };
    const id = later(fire, delay);
    waiting.add(id);
    return id;
  };
  globalThis.setInterval = (...args) => {
    const id = often(...args);
    waiting.add(id);
    return id;
  };
  globalThis.clearTimeout = (id) => cancel(id, waiting.delete(id));
  globalThis.clearInterval = (id) => stop(id, waiting.delete(id));
  globalThis.countTimers = () => waiting.size;
}

async function open(browser, origin, isClockMoved) {
  const context = await browser.newContext();
  const page = await context.newPage();
  if (isClockMoved) await page.clock.install({ time: new Date("2026-01-01T10:00:00Z") });
  await page.addInitScript(countTimers);
  const cdp = await context.newCDPSession(page);
  await page.goto(`${origin}/0/`);
  await page.waitForFunction(() => globalThis.bench);
  if (isClockMoved) await page.clock.pauseAt(new Date("2026-01-01T10:00:10Z"));
  const add = (kind, interval) => page.evaluate(([one, every]) => globalThis.bench.add(one, every), [kind, interval]);
  const underWay = new Set();
  page.on("request", (request) => underWay.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => underWay.delete(request));
  /** Until each request was answered, and the page has seen the answer. */
  const untilQuiet = async () => {
    do await page.evaluate(() => new Promise((resolve) => globalThis.queueMicrotask(resolve)));
    while (underWay.size > 0);
  };
  return { page, cdp, add, untilQuiet, close: () => context.close() };
}

/** Moves time on by so much at once, in milliseconds, and lets reads end in between. */
const step = 1_000;

async function pass({ page, untilQuiet }, duration) {
  for (let passed = 0; passed < duration; passed += step) {
    await page.clock.runFor(step);
    await untilQuiet();
  }
}

/** Requests in ten minutes of so many widgets, which came at moments of their own. */
async function requestsOf(browser, server, kind, widgets) {
  const visit = await open(browser, server.origin, true);
  for (let index = 0; index < widgets; index += 1) {
    await visit.add(kind, minute);
    await pass(visit, step);
  }
  await pass(visit, minute);
  const before = server.requests();
  await pass(visit, 10 * minute);
  const requests = server.requests() - before;
  await visit.close();
  return requests;
}

/** What there is on the page once everything that is no longer needed has gone. */
async function census({ page, cdp }) {
  await setTimeout(deadline);
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  return { heap: usedSize, timers: await page.evaluate(() => globalThis.countTimers()), listeners: jsEventListeners, nodes };
}

async function stay(browser, server, kind) {
  const visit = await open(browser, server.origin, true);
  await visit.add(kind, minute);
  await pass(visit, 10 * minute);
  const counts = [{ requests: server.requests(), ...(await census(visit)) }];
  for (let hour = 1; hour <= 2; hour += 1) {
    await pass(visit, 60 * minute);
    counts.push({ requests: server.requests(), ...(await census(visit)) });
  }
  await visit.close();
  return counts;
}

/** How long each key waited, in milliseconds, while so many widgets read. */
async function type(browser, server, kind, widgets, interval) {
  const { page, cdp, add, close } = await open(browser, server.origin, false);
  for (let index = 0; index < widgets; index += 1) await add(kind, interval);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.evaluate(() => globalThis.bench.focus());
  const key = { key: "a", code: "KeyA", windowsVirtualKeyCode: 65 };
  const sent = [];
  for (let index = 0; index < keys; index += 1) {
    sent.push(cdp.send("Input.dispatchKeyEvent", { type: "keyDown", ...key }));
    sent.push(cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...key }));
    await setTimeout(keyInterval);
  }
  await Promise.all(sent);
  const waits = (await page.evaluate(() => globalThis.bench.keys)).toSorted((a, b) => a - b);
  await close();
  return { half: median(waits), most: waits.at(Math.floor(waits.length * 0.98)) };
}

async function measureLaw(browser, server) {
  const rows = [];
  for (const kind of kinds) {
    const points = [];
    for (const widgets of [1, 2, 5, 10, 25, 50]) points.push([widgets, (await requestsOf(browser, server, kind, widgets)) / 10]);
    const isOurs = kind === "ours";
    rows.push({
      what: "Cost law: requests a minute for one widget more on a page",
      peer: kind,
      figure: slope(points).toFixed(2),
      more: points.map(([widgets, requests]) => `${widgets}: ${requests}`).join(", "),
      goal: isOurs ? "0" : undefined,
      // An answer or two more or less in ten minutes come from where the ten minutes begin.
      isReached: isOurs ? Math.abs(slope(points)) < 0.005 : undefined,
    });
  }
  return rows;
}

async function measureStay(browser, server) {
  const rows = [];
  for (const kind of kinds) {
    const counts = await stay(browser, server, kind);
    const [start, first, second] = counts;
    const each = (part) => counts.map((count) => count[part]).join(", ");
    const isFlat = ["timers", "listeners", "nodes"].every((part) => counts.every((count) => count[part] === start[part]));
    const requests = [first.requests - start.requests, second.requests - first.requests];
    const kilobytes = ({ heap }) => (heap / 1_000).toFixed(0);
    const isOurs = kind === "ours";
    rows.push({
      what: "An hour of reading once a minute, then another: memory",
      peer: kind,
      figure: `${((second.heap - first.heap) / 1_000).toFixed(1)} kB more in the second`,
      more: `${counts.map(kilobytes).join(", ")} kB; requests ${requests.join(", ")}; timers ${each("timers")}; listeners ${each("listeners")}; nodes ${each("nodes")}`,
      goal: isOurs ? "all constant" : undefined,
      isReached: isOurs ? isFlat && Math.abs(requests[1] - requests[0]) <= 1 : undefined,
    });
  }
  return rows;
}

async function measureKeys(browser, server) {
  const rows = [];
  for (const widgets of [1, 50]) {
    for (const kind of kinds) {
      const quiet = await type(browser, server, kind, widgets, undefined);
      const busy = await type(browser, server, kind, widgets, 200);
      rows.push({
        what: `Wait of a key beside ${widgets} that read 5 times a second, processor 4 times slower`,
        peer: kind,
        figure: `${busy.most.toFixed(1)} ms`,
        more: `98 of 100 keys; half of them ${busy.half.toFixed(1)}; without reads ${quiet.most.toFixed(1)}`,
        raw: { quiet, busy },
      });
    }
  }
  return rows.map((row, index) => ({ ...row, ours: rows[index - (index % 2)].raw.busy.most / row.raw.busy.most }));
}

export async function measure() {
  const browser = await launchChromium();
  const server = await servePages(pages, true);
  const rows = [
    ...(await measureLaw(browser, server)),
    ...(await measureStay(browser, server)),
    ...(await measureKeys(browser, server)),
  ];
  await browser.close();
  server.stop();
  return rows;
}
