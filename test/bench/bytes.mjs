/**
 * What a page loads for a balance on it, minified and with brotli, React left out: ours with a finished list, the others with what they offer for it. Each is
 * bundled by esbuild from an import of just these names. React Query counts once with and once without, because many pages have it already.
 */
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

const packages = [
  { name: "ours", offers: "a finished list", imports: '{ CreditBalances } from "../../dist/index.js"' },
  { name: "ours, the hook alone", offers: "a hook", imports: '{ useCreditBalances } from "../../dist/index.js"' },
  { name: "autumn-js/react", offers: "a hook", imports: '{ AutumnProvider, useCustomer } from "autumn-js/react"', most: 0.45 },
  {
    name: "@schematichq/schematic-react",
    offers: "a hook",
    imports: '{ SchematicProvider, useSchematicCreditBalance } from "@schematichq/schematic-react"',
    most: 0.25,
  },
  {
    name: "@schematichq/schematic-components",
    offers: "a finished page",
    imports: '{ EmbedProvider, SchematicEmbed } from "@schematichq/schematic-components"',
  },
  { name: "@stigg/react-sdk", offers: "a hook", imports: '{ StiggProvider, useMeteredEntitlement } from "@stigg/react-sdk"' },
  {
    name: "@hyperline/react-components",
    offers: "iframes, none of them for credits",
    imports: '* from "@hyperline/react-components"',
  },
];

async function bytes(imports, external) {
  const { outputFiles } = await build({
    stdin: { contents: `export ${imports};`, resolveDir: here },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    logLevel: "silent",
    external: ["react", "react-dom", "react/jsx-runtime", ...external],
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".png": "dataurl", ".svg": "dataurl" },
  });
  return brotliCompressSync(outputFiles[0].contents).length;
}

export async function measure() {
  const rows = [];
  for (const { title, external } of [
    { title: "Bytes, React Query left out", external: ["@tanstack/react-query"] },
    { title: "Bytes, React Query counted", external: [] },
  ]) {
    const [list, hook, ...others] = packages;
    const own = await bytes(list.imports, external);
    const ownHook = await bytes(hook.imports, external);
    rows.push(
      { what: title, peer: list.name, figure: `${(own / 1_000).toFixed(2)} kB`, more: list.offers },
      { what: title, peer: hook.name, figure: `${(ownHook / 1_000).toFixed(2)} kB`, more: hook.offers },
    );
    for (const { name, offers, imports, most } of others) {
      const size = await bytes(imports, external);
      rows.push({
        what: title,
        peer: name,
        figure: `${(size / 1_000).toFixed(2)} kB`,
        more: offers === hook.offers ? `${offers}; our hook is ${(ownHook / size).toFixed(2)} of it` : offers,
        ours: own / size,
        goal: most && `≤ ${most}`,
        isReached: most && own / size <= most,
        why: "Ours is a finished, accessible list with its words, states and formats; theirs is a hook without any of that.",
      });
    }
  }
  return rows;
}
