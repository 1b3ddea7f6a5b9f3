import { readFileSync } from "node:fs";
import { parse } from "postcss";
import type { Rule } from "postcss";
import { describe, expect, it } from "vitest";
import { readSources } from "./support/sources.ts";

const sheets = readSources("src/components", [".css"]);
const rules = sheets.flatMap(({ path, text }) => {
  const found: { path: string; rule: Rule }[] = [];
  parse(text).walkRules((rule) => {
    const inKeyframes = rule.parent?.type === "atrule" && "name" in rule.parent && rule.parent.name === "keyframes";
    if (!inKeyframes) found.push({ path, rule });
  });
  return found;
});
const declarations = rules.flatMap(({ path, rule }) =>
  rule.nodes.filter((node) => node.type === "decl").map((declaration) => ({ path, declaration })),
);

/** What is left of a selector without our classes, attributes, and what only narrows these down: elements, ids, `*` and classes of others. */
function withoutOwn(selector: string): string {
  return selector.replaceAll(/\[[^\]]*\]|\.hcb-[\w-]+|:dir\(rtl\)|::?(?!root)[a-z-]+/g, "");
}

describe("the stylesheet", () => {
  it("names every component sheet, and nothing else", () => {
    const imported = [...readFileSync("src/styles.css", "utf8").matchAll(/@import "\.\/(.+)";/g)].map(
      (match) => `src/${match[1]}`,
    );
    expect(imported.toSorted()).toEqual(sheets.map(({ path }) => path).toSorted());
  });

  it("selects only by its own classes", () => {
    const foreign = rules
      .flatMap(({ rule }) => rule.selectors)
      .filter((selector) => !/\.hcb-[\w-]+|\[class\^="hcb-"\]/.test(selector) || !/^[\s>+(),]*$/.test(withoutOwn(selector)));
    expect(foreign).toEqual([]);
  });

  it("names every token, keyframe and container with its own prefix", () => {
    const names = sheets.flatMap(({ text }) =>
      [...text.matchAll(/(--[\w-]+)\s*:|@(?:keyframes|container)\s+([\w-]+)/g)].map((match) => match[1] ?? match[2]),
    );
    expect(names.filter((name) => !/^(--)?hcb(-|$)/.test(name ?? ""))).toEqual([]);
  });

  it("uses no !important and no physical side", () => {
    const wrong = declarations.filter(
      ({ declaration: { important, prop } }) =>
        important ||
        /^(margin|padding|border|inset)-(left|right|top|bottom)|^(left|right|top|bottom|width|height|float)$/.test(prop),
    );
    expect(wrong.map(({ path, declaration }) => `${path}: ${String(declaration)}`)).toEqual([]);
  });

  it("loads nothing from elsewhere", () => {
    expect(sheets.filter(({ text }) => /url\(|@font-face|https?:/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("is used class by class: none is styled that no component writes, none written that is not styled", () => {
    const styled = new Set(rules.flatMap(({ rule }) => rule.selector.match(/hcb-[\w-]+/g) ?? []));
    const markup = readSources("src/components", [".tsx"]).filter(({ path }) => !path.includes(".stories."));
    const written = new Set(
      markup
        .flatMap(({ text }) => text.match(/(?<=")hcb-[\w-]+(?: hcb-[\w-]+)*(?=")|\bpart\("[\w-]+"/g) ?? [])
        .flatMap((names) => names.replace('part("', "hcb-").replace('"', "").split(" ")),
    );
    expect([...written].toSorted()).toEqual([...styled].toSorted());
  });
});

it("no component writes an inline style or a style element", () => {
  const markup = readSources("src/components", [".tsx"]).filter(({ path }) => !path.includes(".stories."));
  expect(markup.filter(({ text }) => /style=|<style|dangerouslySetInnerHTML/.test(text)).map(({ path }) => path)).toEqual([]);
});
