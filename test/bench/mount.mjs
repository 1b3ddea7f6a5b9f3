/**
 * How long 1,000 widgets of one customer take to mount, compared with 1,000 components that call `useQuery` for the same answer and return the
 * same elements; how long one with 10,000 products takes, compared with a list by hand; and what a visitor who types notices while a long list opens, on a processor that is slowed down. Production builds, in Chromium.
 * Mounts are measured in turns, in CPU time of the page's main thread, so that other work on the machine counts little.
 *
 * Usage: npm run build && node test/bench/mount.mjs
 */
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";
import { launchChromium } from "./launchChromium.mjs";
import { median } from "./median.mjs";

const widgets = 1_000;
const products = 3;
const warmUpRounds = 2;
const rounds = 11;
const limit = 1.3;
/** The longest list that the proxy reads, and a far longer one. */
const longLists = [2_000, 10_000];
const openings = 5;
const slowdown = 4;
/** Between two keys, in milliseconds: faster than anyone types. */
const keyInterval = 40;
/** Typed while what has come is laid out and painted. */
const keysAfter = 12;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const browser = await launchChromium();

async function openPage() {
  const page = await browser.newPage();
  const styles = await readFile(here("../../dist/styles.css"), "utf8");
  await page.setContent(`<!doctype html><html lang="en"><title>Bench</title><style>${styles}</style><body>`);
  await page.addScriptTag({ content: await bundle("mountPage.jsx") });
  const cdp = await page.context().newCDPSession(page);
  const run = (name, ...args) => page.evaluate(([called, given]) => globalThis.bench[called](...given), [name, args]);
  return { page, cdp, run };
}

/** CPU time of mounting so many of two kinds, in turns: the ratio of the first to the second, and words for it. */
async function compare({ cdp, run }, kinds, count) {
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  /** CPU time so far, in milliseconds. */
  const cpuTime = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name).value * 1_000;
    return { whole: of("TaskDuration"), script: of("ScriptDuration") };
  };
  const measure = async (kind) => {
    await run("prepare", kind, count);
    const before = await cpuTime();
    await run("mount");
    await run("layOut");
    const after = await cpuTime();
    await run("unmount");
    return { whole: after.whole - before.whole, script: after.script - before.script };
  };

  const pairs = [];
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const pair = {};
    for (const kind of round % 2 ? kinds.toReversed() : kinds) pair[kind] = await measure(kind);
    if (round >= 0) pairs.push(pair);
  }
  const [first, second] = kinds;
  return Object.fromEntries(
    ["whole", "script"].map((part) => {
      const times = kinds.map((kind) => `${kind} ${median(pairs.map((pair) => pair[kind][part])).toFixed(0)} ms`);
      const ratio = median(pairs.map((pair) => pair[first][part] / pair[second][part]));
      return [part, { ratio, words: `${times.join(", ")}, ratio ${ratio.toFixed(2)}` }];
    }),
  );
}

async function mountMany() {
  const opened = await openPage();
  const { page, run } = opened;
  await run("read", products);
  await page.addScriptTag({ content: `globalThis.bench.drawBare = (h) => ${await run("toCalls")}` });
  await run("demandSameElements");
  const { whole, script } = await compare(opened, ["widget", "bare"], widgets);
  process.stdout.write(
    `Mount of ${widgets} with ${products} products each until laid out, beside useQuery and the same elements, median of ${rounds} rounds: ${whole.words} (at most ${limit}); of that script: ${script.words}\n`,
  );
  if (!(whole.ratio <= limit)) process.exitCode = 1;
}

async function mountLongList() {
  const opened = await openPage();
  await opened.run("read", longLists[1]);
  const { whole } = await compare(opened, ["widget", "by hand"], 1);
  process.stdout.write(
    `Mount of one with ${longLists[1]} products, 20 of them shown, beside a list by hand of them all: ${whole.words}\n`,
  );
}

async function openLongList(manyProducts) {
  const { cdp, run } = await openPage();
  await run("read", manyProducts);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const key = { key: "a", code: "KeyA", windowsVirtualKeyCode: 65 };

  /** Presses the button, and types until so many rows are there and painted. */
  const press = async (rows) => {
    const sent = [run("startNotes")];
    let isThere = false;
    const watch = async () => {
      while (!isThere) isThere = (await run("countRows")) === rows;
    };
    sent.push(watch());
    for (let keysLeft = keysAfter; keysLeft > 0; keysLeft -= isThere ? 1 : 0) {
      sent.push(cdp.send("Input.dispatchKeyEvent", { type: "keyDown", ...key }));
      sent.push(cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...key }));
      await setTimeout(keyInterval);
    }
    await Promise.all(sent);
    const { keys, tasks } = await run("readNotes");
    return {
      before: keys.filter((pressed) => pressed.rows < rows).length,
      task: Math.max(0, ...tasks),
      delay: Math.max(...keys.map(({ delay }) => delay)),
    };
  };

  const opened = [];
  for (let opening = 0; opening < openings; opening += 1) {
    opened.push(await press(manyProducts));
    await press(20);
  }
  const of = (part) => median(opened.map((one) => one[part])).toFixed(0);
  process.stdout.write(
    `"Show all" of ${manyProducts} products, processor slowed down ${slowdown} times, median of ${openings}: longest task ${of("task")} ms, longest wait of a key ${of("delay")} ms, keys taken before the rows were there ${of("before")}\n`,
  );
}

await mountMany();
await mountLongList();
for (const manyProducts of longLists) await openLongList(manyProducts);
await browser.close();
