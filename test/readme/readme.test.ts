import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { creditsUrl, productsOf } from "../support/proxy.ts";

const readme = readFileSync("README.md", "utf8");

it.each([
  "test/hosts/next/app/api/hyperline/[...path]/route.ts",
  "test/hosts/express/server.js",
  "test/hosts/fastify/server.js",
  "test/hosts/koa/server.js",
  "test/hosts/hono/server.js",
  "test/hosts/node/server.js",
  "test/readme/Usage.tsx",
  "test/readme/inProcess.ts",
])("shows %s as it is tested", (file) => {
  expect(readme).toContain(`\n${readFileSync(file, "utf8").trimEnd()}\n\`\`\``);
});

it.each([...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? ""))(
  "links to %s, which is there",
  (file) => {
    expect(readFileSync(file).length).toBeGreaterThan(0);
  },
);

it("names only npm scripts that exist", () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
  const named = [...readme.matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)].map((match) => match[1] ?? match[2] ?? "");
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

it("gives a page without a backend a proxy that answers from the sandbox", async () => {
  const { proxy } = await import("./inProcess.ts");
  expect(await productsOf(await proxy(new Request(creditsUrl(documentedCustomerId))))).toEqual(["itm_3kXODDF42QXtnL"]);
});
