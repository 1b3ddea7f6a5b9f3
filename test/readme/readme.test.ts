import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { createSandbox, sandboxApiKey } from "../../src/sandbox/createSandbox.ts";
import { serve } from "../support/serve.ts";
import { serveFetch } from "../support/serveFetch.ts";

const readme = readFileSync("README.md", "utf8");

it.each(["express.ts", "route.ts", "Usage.tsx", "inProcess.ts"])("shows %s as it is tested here", (file) => {
  expect(readme).toContain(readFileSync(`test/readme/${file}`, "utf8").trimEnd());
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

describe("what the README tells a host to write", () => {
  const path = `/api/hyperline/v1/customers/${documentedCustomerId}/credits`;
  const visitors = [
    { visitor: "who is signed in as this customer", cookie: `session-of=${documentedCustomerId}`, status: 200 },
    { visitor: "who is signed in as another customer", cookie: "session-of=cus_other", status: 403 },
    { visitor: "who is not signed in", cookie: "theme=dark", status: 401 },
  ];

  beforeAll(() => {
    vi.stubEnv("HYPERLINE_API_KEY", sandboxApiKey);
    return () => vi.unstubAllEnvs();
  });

  it.each(visitors)("for Express answers a visitor $visitor with $status", async ({ cookie, status }) => {
    vi.stubEnv("HYPERLINE_BASE_URL", await serveFetch(createSandbox()));
    vi.resetModules();
    const { app } = await import("./express.ts");
    expect((await fetch((await serve(app)) + path, { headers: { cookie } })).status).toBe(status);
  });

  it.each(visitors)("for Next.js answers a visitor $visitor with $status", async ({ cookie, status }) => {
    vi.stubEnv("HYPERLINE_BASE_URL", await serveFetch(createSandbox()));
    vi.resetModules();
    const { GET } = await import("./route.ts");
    const response = await GET(new Request(`https://app.example${path}`, { headers: { cookie } }));
    expect(response.status).toBe(status);
  });

  it("for a page without a backend answers from the sandbox", async () => {
    const { proxy } = await import("./inProcess.ts");
    expect((await proxy(new Request(`https://app.example${path}`))).status).toBe(200);
  });
});
