/**
 * How long 1,000 widgets of one customer take to mount, compared with 1,000 components that call `useQuery` for the same answer and return the
 * same elements; and what a visitor who types notices while a long list opens, on a processor that is slowed down. Production builds, in Chromium.
 * Mounts are measured in turns, in CPU time of the page's main thread, so that other work on the machine counts little.
 *
 * Usage: npm run build && node test/bench/mount.mjs
 */
import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { runnerImport } from "vite";
import { median } from "./median.mjs";

const widgets = 1_000;
const products = 3;
const warmUpRounds = 2;
const rounds = 11;
const limit = 1.3;
/** The longest list that the proxy reads. */
const manyProducts = 2_000;
const openings = 5;
const slowdown = 4;
/** Between two keys, in milliseconds: faster than anyone types. */
const keyInterval = 40;
/** Typed while what has come is laid out and painted. */
const keysAfter = 12;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
// Node 20 runs no TypeScript.
const {
  module: { browser },
} = await runnerImport(here("launchChromium.ts"), { logLevel: "error" });

async function openPage() {
  const { outputFiles } = await build({
    entryPoints: [here("mountPage.jsx")],
    bundle: true,
    minify: true,
    write: false,
    target: "es2023",
    jsx: "automatic",
    // One copy of each, that of the package, though the peers beside this file bring their own.
    alias: Object.fromEntries(
      ["react", "react-dom", "@tanstack/react-query"].map((name) => [name, here(`../../node_modules/${name}`)]),
    ),
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const page = await browser.newPage();
  const styles = await readFile(here("../../dist/styles.css"), "utf8");
  await page.setContent(`<!doctype html><html lang="en"><title>Bench</title><style>${styles}</style><body>`);
  await page.addScriptTag({ content: outputFiles[0].text });
  const cdp = await page.context().newCDPSession(page);
  const run = (name, ...args) => page.evaluate(([called, given]) => globalThis.bench[called](...given), [name, args]);
  return { page, cdp, run };
}

async function compareMounts() {
  const { page, cdp, run } = await openPage();
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  /** CPU time so far, in milliseconds. */
  const cpuTime = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name).value * 1_000;
    return { whole: of("TaskDuration"), script: of("ScriptDuration") };
  };
  const measure = async (kind) => {
    await run("prepare", kind, widgets);
    const before = await cpuTime();
    await run("mount");
    await run("layOut");
    const after = await cpuTime();
    await run("unmount");
    return { whole: after.whole - before.whole, script: after.script - before.script };
  };

  await run("read", products);
  await page.addScriptTag({ content: `globalThis.bench.drawBare = (h) => ${await run("toCalls")}` });
  await run("demandSameElements");
  const pairs = [];
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const pair = {};
    for (const kind of round % 2 ? ["bare", "widget"] : ["widget", "bare"]) pair[kind] = await measure(kind);
    if (round >= 0) pairs.push(pair);
  }

  const compare = (part) => {
    const [bare, widget] = ["bare", "widget"].map((kind) => median(pairs.map((pair) => pair[kind][part])).toFixed(0));
    const ratio = median(pairs.map((pair) => pair.widget[part] / pair.bare[part]));
    return { ratio, words: `bare useQuery ${bare} ms, widget ${widget} ms, ratio ${ratio.toFixed(2)}` };
  };
  const [whole, script] = [compare("whole"), compare("script")];
  process.stdout.write(
    `Mount of ${widgets} with ${products} products each until laid out, median of ${rounds} rounds: ${whole.words} (at most ${limit}); of that script: ${script.words}\n`,
  );
  if (!(whole.ratio <= limit)) process.exitCode = 1;
}

async function openLongList() {
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

await compareMounts();
await openLongList();
await browser.close();
