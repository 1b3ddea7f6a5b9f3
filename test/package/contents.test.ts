import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import type { Plugin } from "esbuild";
import { build as vite } from "vite";
import { describe, expect, inject, it } from "vitest";

const root = join(inject("workshop"), "package");
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
const read = (file: string) => readFileSync(join(root, file), "utf8");

describe("the packed package", () => {
  it("holds what is built, and the documents for those who install it", () => {
    const others = files.filter((file) => !file.startsWith("dist/"));
    expect(new Set(others)).toEqual(new Set(["CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "package.json"]));
    expect(files.filter((file) => /\.(jsx|tsx|mjs|snap|tgz)$|(?<!\.d)\.ts$|stories|test|demo|\.tsbuildinfo/.test(file))).toEqual(
      [],
    );
    expect(files.length).toBeGreaterThan(200);
  });

  it("runs no script where it is installed", () => {
    const { scripts = {} }: { scripts?: Record<string, string> } = JSON.parse(read("package.json"));
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$|^preprepare$/.test(name))).toEqual([]);
  });

  it("has a map to every module's source, which is in the map", () => {
    // The sandbox page's script is no one's to step through.
    const modules = files.filter((file) => file.endsWith(".js") && file !== "dist/standalone/page.js");
    expect(modules.length).toBeGreaterThan(100);
    const wrong = modules.filter((file) => {
      const name = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(read(file))?.[1];
      if (!name || !existsSync(join(root, dirname(file), name))) return true;
      const map: { sources: string[]; sourcesContent?: (string | null)[] } = JSON.parse(read(join(dirname(file), name)));
      return map.sources.length === 0 || map.sourcesContent?.length !== map.sources.length || map.sourcesContent.includes(null);
    });
    expect(wrong).toEqual([]);
  });

  it("names no path of the machine that built it", () => {
    const telling = files.filter((file) => read(file).includes(process.cwd()));
    expect(telling).toEqual([]);
  });

  it("has every file that package.json leads to", () => {
    const { exports, bin }: { exports: object; bin: object } = JSON.parse(read("package.json"));
    const targets = [...JSON.stringify([exports, bin]).matchAll(/"((?:\.\/)?dist\/[^"]+|\.\/package\.json)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(targets.length).toBeGreaterThan(14);
    expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });
});

/** Leads the package's name to what was packed. */
const packed: Plugin = {
  name: "packed",
  setup: (esbuild) => {
    esbuild.onResolve({ filter: /^(react|@tanstack)/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
  },
};

describe.each([
  {
    bundler: "esbuild",
    bundle: async (contents: string) => {
      const options = { bundle: true, write: false, minify: true, format: "esm", logLevel: "silent", outdir: "out" } as const;
      const { outputFiles } = await build({ stdin: { contents, resolveDir: root }, plugins: [packed], ...options });
      return outputFiles.map(({ text }) => text).join("");
    },
  },
  {
    bundler: "Vite",
    bundle: async (contents: string) => {
      const entry = "\0entry";
      const built = await vite({
        configFile: false,
        logLevel: "silent",
        root,
        build: { write: false, rolldownOptions: { input: entry, external: /^(react|@tanstack)/ } },
        plugins: [
          {
            name: "entry",
            resolveId: (id) => (id === entry ? id : undefined),
            load: (id) => (id === entry ? contents : undefined),
          },
        ],
      });
      return JSON.stringify(built);
    },
  },
])("$bundler", ({ bundle }) => {
  const imported = (entry: string) => bundle(`import "${join(root, entry)}";`);

  it("drops an import of which nothing is used", async () => {
    expect(await imported("dist/index.js")).not.toContain("hcb-");
    expect(await imported("dist/locales.js")).not.toContain("Guthaben");
  });

  it("keeps the stylesheet and the elements, which are imported for what they do", async () => {
    expect(await imported("dist/styles.css")).toContain(".hcb-root");
    expect(await imported("dist/element.js")).toContain("credit-balances-pill");
  });
});
