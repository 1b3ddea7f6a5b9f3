import { build } from "esbuild";
import { expect, it } from "vitest";

/** Modules of the built package of which something is left when a page imports only this. */
async function shippedFor(statement: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: statement, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    metafile: true,
    external: ["react", "react/jsx-runtime", "@tanstack/react-query"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const bundles = Object.values(metafile.outputs);
  return bundles.flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );
}

it.each([
  { imported: "CreditBalances", foreign: /CreditBalancesPill|CreditBalanceText|clearCreditBalances|useCreditBalances\.js/ },
  { imported: "CreditBalancesPill", foreign: /CreditBalanceText|clearCreditBalances|useCreditBalances\.js/ },
  { imported: "CreditBalanceText", foreign: /\/CreditBalances\/|CreditBalancesPill|clearCreditBalances/ },
  { imported: "useCreditBalances", foreign: /components/ },
])(
  "a page that imports $imported ships no byte of the other forms, of locales, or of a library",
  async ({ imported, foreign }) => {
    const shipped = await shippedFor(`export { ${imported} } from "./dist/index.js";`);
    expect(shipped.length).toBeGreaterThan(5);
    expect(shipped.filter((path) => foreign.test(path) || /locales|node_modules/.test(path))).toEqual([]);
  },
);

it("a page that imports one language ships no byte of the others", async () => {
  expect(await shippedFor('export { de } from "./dist/locales.js";')).toEqual(["dist/components/locales/de.js"]);
});

it("an import for nothing ships nothing", async () => {
  expect(await shippedFor('import "./dist/index.js"; import "./dist/locales.js";')).toEqual([]);
});
