import { chromium } from "playwright";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumLaunchOptions } from "../support/chromium.ts";
import { reportFigures } from "../support/reportFigures.ts";
import { comparePictures } from "./pages/pictures.ts";
import type { Part } from "./pages/readPage.ts";
import { startPages } from "./pages/startPages.ts";
import { addressOf, visit } from "./pages/visit.ts";
import type { Variant, Visit } from "./pages/visit.ts";
import type { RunningHost } from "./startHost.ts";

const onClient: Variant = { on: "client", build: "production", dir: "ltr", scheme: "light", order: "after" };
// React's development build says where the two renders differ.
const onServer: Variant = { on: "server", build: "development", dir: "rtl", scheme: "dark", order: "after" };
const onClientMirrored: Variant = { ...onClient, dir: "rtl", scheme: "dark" };
const onServerMirrored: Variant = { ...onServer, build: "production", dir: "ltr", scheme: "light", order: "before" };

const everything = ["preflight", "bootstrap", "reset", "elements", "inherited", "hugeRoot"];

const cases: readonly { host: string; sheets: readonly string[]; variants: readonly Variant[] }[] = [
  { host: "with `* { all: unset }`", sheets: ["reset"], variants: [onClient, onServer] },
  { host: "that is loud about every element", sheets: ["elements"], variants: [onClient, onServer] },
  { host: "that hands down all that can be inherited", sheets: ["inherited"], variants: [onClient, onServer] },
  { host: "with Tailwind's preflight", sheets: ["preflight"], variants: [onClient, onServer] },
  { host: "with Bootstrap", sheets: ["bootstrap"], variants: [onClient, onServer] },
  { host: "with a huge root font", sheets: ["hugeRoot"], variants: [onClient, onServer] },
  { host: "with all of these", sheets: everything, variants: [onClientMirrored, onServerMirrored] },
];

const pages = cases.flatMap(({ host, sheets, variants }) =>
  variants.map((variant) => ({ ...variant, title: Object.values(variant).join(", "), host, sheets, variant })),
);

let server: RunningHost;
let browser: Browser;
let blankTab: Page;
const bare = new Map<string, Visit>();
const count = { pages: 0, elements: 0, properties: 0, texts: 0, complaints: 0 };

beforeAll(async () => {
  server = await startPages();
  browser = await chromium.launch(await chromiumLaunchOptions());
  blankTab = await browser.newPage();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  reportFigures("hostile pages", count);
});

/** The same page without a host's sheets. */
async function visitBare(variant: Variant): Promise<Visit> {
  const address = addressOf(server.origin, { ...variant, order: "before" }, []);
  const found = bare.get(address) ?? (await visit(browser, address));
  bare.set(address, found);
  return found;
}

describe.each(pages)("on a page $host ($title)", ({ sheets, variant }) => {
  let plain: Visit;
  let hostile: Visit;

  beforeAll(async () => {
    plain = await visitBare(variant);
    hostile = await visit(browser, addressOf(server.origin, variant, sheets));
    count.pages += 1;
    count.elements += hostile.parts.length;
    count.properties += hostile.parts.reduce((sum, { styles }) => sum + styles.length, 0);
    count.texts += hostile.texts.length;
    count.complaints += hostile.complaints.length;
  });

  it("every element is computed as on a bare page, and the balance in a sentence like the sentence", () => {
    expect(hostile.parts.map(({ name }) => name)).toEqual(plain.parts.map(({ name }) => name));
    expect(differencesOf(plain.parts, hostile.parts)).toEqual([]);
  });

  it("every box is where and as large as on a bare page", () => {
    const boxes = ({ parts }: Visit) => parts.filter(({ isInSentence }) => !isInSentence).map(({ name, box }) => ({ name, box }));
    const expected = boxes(plain);
    const moved = boxes(hostile).filter(({ box }, index) => !isNear(box, expected[index]?.box));
    expect(moved).toEqual([]);
  });

  it("everything looks like on a bare page, and every icon is drawn", async () => {
    const pictures = { expected: plain.picture, actual: hostile.picture };
    expect(await comparePictures(blankTab, pictures, hostile.parts)).toEqual({ differing: [], emptyIcons: [] });
  });

  it("every word is in sight and has a contrast of 4.5 to 1", () => {
    expect(hostile.texts.map(({ words }) => words)).toEqual(plain.texts.map(({ words }) => words));
    expect(hostile.texts.filter(({ contrast, isInSight }) => contrast < 4.5 || !isInSight)).toEqual([]);
  });

  it("the page's own elements are as they are without the widget's stylesheet", () => {
    const { beside, alone } = hostile.own;
    expect(beside).toEqual(alone);
  });

  it("nothing violates the policy and nothing is complained of", () => {
    expect(plain.complaints).toEqual([]);
    expect(hostile.complaints).toEqual([]);
  });
});

it("right to left the boxes are mirrored", async () => {
  const [leftToRight, rightToLeft] = [await visitBare(onClient), await visitBare(onClientMirrored)];
  // Not the insides of a text, whose order is that of its language.
  const boxes = ({ parts }: Visit) =>
    parts.filter(({ name }) => /hcb-(root|header|heading|refresh|credit|title|balance|footer|pill)$/.test(name));
  const mirrored = boxes(leftToRight).map(({ box }) => ({ ...box, x: 1240 - box.x - box.width }));
  const wrong = boxes(rightToLeft).filter(({ box }, index) => !isNear(box, mirrored[index]));
  expect(mirrored.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

it("a server sends every number before a script runs", async () => {
  const html = await (await fetch(addressOf(server.origin, onServer, everything))).text();
  const widgets = html.slice(html.indexOf('id="list"'), html.indexOf("<script"));
  for (const number of [">0<", ">184<", ">96<", ">124,480.5<", ">124.4K<"]) expect(widgets).toContain(number);
});

/** What is computed otherwise. In a sentence, what is inherited may be the sentence's, and lengths follow its type. */
function differencesOf(expected: readonly Part[], actual: readonly Part[]): string[] {
  const sentence = new Set(actual.find(({ name }) => name.endsWith(".sentence"))?.styles);
  return actual.flatMap(({ name, isInSentence, styles }, index) => {
    const known = new Set(expected[index]?.styles);
    const isFine = (style: string) =>
      known.has(style) ||
      (isInSentence && (sentence.has(style) || / (width|height|top|right|bottom|left|[\w-]+-origin|font-variant):/.test(style)));
    return styles.filter((style) => !isFine(style)).map((style) => name + style);
  });
}

function isNear(box: Part["box"], expected: Part["box"] | undefined): boolean {
  const sides = ["x", "y", "width", "height"] as const;
  return expected !== undefined && sides.every((side) => Math.abs(box[side] - expected[side]) <= 1);
}
