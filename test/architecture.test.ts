import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importsOf, readSources } from "./support/sources.ts";

/** The table in ARCHITECTURE.md: what each layer may import of ours, besides itself. */
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  client: ["domain"],
  hooks: ["client", "domain"],
  components: ["hooks", "domain"],
  element: ["components", "hooks", "domain"],
  upstream: ["domain"],
  proxy: ["upstream", "domain"],
  tokens: ["domain"],
  sandbox: [],
  standalone: ["proxy", "upstream", "tokens", "sandbox", "domain"],
};

const modules = readSources("src", [".ts", ".tsx"]);
const library = modules.filter(({ path }) => !/\/demo\/|\/standalone\/page\/|\.stories\./.test(path));
const layerOf = (path: string) => path.split("/")[1] ?? "";

describe("the layers", () => {
  it("are all in the table", () => {
    const folders = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).toSorted()).toEqual([...Object.keys(mayImport), "demo"].toSorted());
  });

  it.each(Object.entries(mayImport))("%s imports only %j", (layer, allowed) => {
    const own = library.filter(({ path }) => path.startsWith(`src/${layer}/`));
    expect(own).not.toHaveLength(0);
    const strangers = own.flatMap((source) =>
      importsOf(source)
        .filter((name) => name.startsWith("src/") && !name.includes(".css") && ![layer, ...allowed].includes(layerOf(name)))
        .map((name) => `${source.path} imports ${name}`),
    );
    expect(strangers).toEqual([]);
  });

  it("import no cycle, types included", () => {
    const graph = new Map(modules.map((source) => [source.path, importsOf(source)]));
    const done = new Set<string>();
    const walk = (path: string, trail: string[]): string[] => {
      if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(" → ")];
      if (done.has(path)) return [];
      const cycles = (graph.get(path) ?? []).flatMap((next) => walk(next, [...trail, path]));
      done.add(path);
      return cycles;
    };
    expect([...graph.keys()].flatMap((path) => walk(path, []))).toEqual([]);
  });

  it("reach only the packages that are theirs", () => {
    const packages: Record<string, readonly string[]> = {
      domain: ["valibot"],
      client: [],
      hooks: ["react", "@tanstack/react-query"],
      components: ["react"],
      element: ["react", "react-dom/client", "preact", "preact/hooks"],
      upstream: ["valibot"],
      proxy: ["valibot", "lru-cache", "rate-limiter-flexible/lib/RateLimiterMemory.js", "node:http"],
      tokens: ["jose", "valibot", "node:http"],
      sandbox: ["valibot"],
      standalone: [
        "ioredis",
        "rate-limiter-flexible",
        "node:async_hooks",
        "node:fs",
        "node:http",
        "node:os",
        "node:util",
        "valibot",
      ],
    };
    const strangers = library.flatMap((source) =>
      importsOf(source)
        .filter((name) => !name.startsWith("src/") && packages[layerOf(source.path)]?.includes(name) === false)
        .map((name) => `${source.path} imports ${name}`),
    );
    expect(strangers).toEqual([]);
  });
});

describe("the proxy", () => {
  /** Each hands the request on to those after it. */
  const way = [
    "proxy/createCreditsHandler",
    "proxy/createCreditsListener",
    "proxy/createCore",
    "proxy/screenRequest",
    "proxy/createCache",
    "proxy/createReader",
    "proxy/createSafeStore",
    "proxy/createTurns",
    "upstream/readAllCredits",
    "upstream/readPage",
    "upstream/readBody",
  ].map((name) => `src/${name}.ts`);
  /** What several of them use. */
  const around = ["answer", "createEmit", "createSharing", "deadline", "diagnosticHeaders", "events", "options", "settings"].map(
    (name) => `src/proxy/${name}.ts`,
  );

  it("stays under 900 lines", () => {
    const lines = library.filter(({ path }) => path.startsWith("src/proxy/")).map(({ text }) => text.split("\n").length - 1);
    expect(lines.reduce((sum, count) => sum + count)).toBeLessThan(900);
  });

  it("reads in the order of the request, which ARCHITECTURE.md tells", () => {
    const own = library.filter(({ path }) => /^src\/(proxy|upstream)\//.test(path)).map(({ path }) => path);
    expect(own.toSorted()).toEqual([...way, ...around].toSorted());

    const backwards = way.flatMap((path, index) => {
      const source = library.find((candidate) => candidate.path === path);
      const earlier = new Set(way.slice(0, index));
      return source
        ? importsOf(source)
            .filter((name) => earlier.has(name))
            .map((name) => `${path} imports ${name}`)
        : [path];
    });
    expect(backwards).toEqual([]);

    const story = readFileSync("ARCHITECTURE.md", "utf8").split("## Layers")[0] ?? "";
    const told = way.map((path) => story.indexOf(`\`${path.replace(/.*\/|\.ts$/g, "")}\``));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(Math.min(...told)).toBeGreaterThan(0);
  });
});

it("no module is longer than 200 lines", () => {
  const long = modules.filter(({ text }) => text.split("\n").length > 201).map(({ path }) => path);
  expect(long).toEqual([]);
});

it("no file of the library writes to the console", () => {
  expect(library.filter(({ text }) => /\bconsole\./.test(text)).map(({ path }) => path)).toEqual([]);
});
