import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, vi } from "vitest";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { createSandbox, sandboxApiKey } from "../../src/sandbox/createSandbox.ts";
import { creditsUrl, productsOf } from "../support/proxy.ts";
import { serveFetch } from "../support/serveFetch.ts";

const folder = ".storybook/docs";
const pages = ["README.md", ...readdirSync(folder).map((name) => join(folder, name))].map((path) => ({
  path,
  text: readFileSync(path, "utf8"),
}));

it.each([
  { page: "README.md", file: "test/hosts/next/app/api/hyperline/[...path]/route.ts" },
  { page: "README.md", file: "test/hosts/express/server.js" },
  { page: "Servers.mdx", file: "test/hosts/fastify/server.js" },
  { page: "Servers.mdx", file: "test/hosts/koa/server.js" },
  { page: "Servers.mdx", file: "test/hosts/hono/server.js" },
  { page: "Servers.mdx", file: "test/hosts/node/server.js" },
  { page: "README.md", file: "test/readme/Usage.tsx" },
  { page: "README.md", file: "test/readme/UsageForms.tsx" },
  { page: "README.md", file: "test/readme/inProcess.ts" },
  { page: "Production.mdx", file: "test/readme/instances.ts" },
  { page: "Production.mdx", file: "test/readme/tokenProxy.ts" },
  { page: "Production.mdx", file: "test/readme/UsageElsewhere.tsx" },
])("$page shows $file as it is tested", ({ page, file }) => {
  const found = pages.find(({ path }) => path.endsWith(page));
  expect(found?.text).toContain(`\n${readFileSync(file, "utf8").trimEnd()}\n\`\`\``);
});

const links = pages.flatMap(({ path, text }) =>
  [...text.matchAll(/\]\((?!https?:|#|\?path=)([^)#]+)/g)].map(([, target = ""]) => ({ path, target })),
);

it.each(links)("$path links to $target, which is there", ({ path, target }) => {
  expect(readFileSync(join(dirname(path), target)).length).toBeGreaterThan(0);
});

it("the pages name only npm scripts that exist", () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync("package.json", "utf8"));
  const named = pages.flatMap(({ text }) =>
    [...text.matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)].map((match) => match[1] ?? match[2] ?? ""),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

it("gives a page without a backend a proxy that answers from the sandbox", async () => {
  const { proxy } = await import("./inProcess.ts");
  expect(await productsOf(await proxy(new Request(creditsUrl(documentedCustomerId))))).toEqual(["itm_3kXODDF42QXtnL"]);
});

it("lets a page on another origin read with a token of the host's", async () => {
  vi.stubEnv("CREDITS_TOKEN_SECRET", "a secret of the host, 32 bytes long");
  vi.stubEnv("HYPERLINE_API_KEY", sandboxApiKey);
  vi.stubEnv("HYPERLINE_BASE_URL", await serveFetch(createSandbox()));
  const { credits, creditsToken } = await import("./tokenProxy.ts");
  const read = async (customerId: string) => {
    const headers = { Authorization: `Bearer ${await creditsToken(customerId)}`, Origin: "https://app.example.com" };
    return credits(new Request(creditsUrl(documentedCustomerId), { headers }));
  };
  const own = await read(documentedCustomerId);

  expect(own.headers.get("Access-Control-Allow-Origin")).toBe("https://app.example.com");
  expect(await productsOf(own)).toEqual(["itm_3kXODDF42QXtnL"]);
  expect((await read("cus_other")).status).toBe(403);
  expect((await credits(new Request(creditsUrl(documentedCustomerId)))).status).toBe(401);
  vi.unstubAllEnvs();
});
