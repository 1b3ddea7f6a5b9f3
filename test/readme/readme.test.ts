import { readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { createSandbox, sandboxApiKey } from "../../src/sandbox/createSandbox.ts";
import { creditsUrl, productsOf } from "../support/proxy.ts";
import { serveFetch } from "../support/serveFetch.ts";

const readme = readFileSync("README.md", "utf8");

it.each([
  "test/hosts/next/app/api/hyperline/[...path]/route.ts",
  "test/hosts/express/server.js",
  "test/hosts/fastify/server.js",
  "test/hosts/koa/server.js",
  "test/hosts/hono/server.js",
  "test/hosts/node/server.js",
  "test/readme/Usage.tsx",
  "test/readme/UsageForms.tsx",
  "test/readme/inProcess.ts",
  "test/readme/instances.ts",
  "test/readme/tokenProxy.ts",
  "test/readme/UsageElsewhere.tsx",
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
