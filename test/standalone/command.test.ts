import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toConfiguration } from "../../src/standalone/toConfiguration.ts";
import { checks } from "../../src/standalone/variables.ts";
import { builtCli } from "../support/builtCli.ts";
import { runCli, startCli } from "../support/startCli.ts";

const built = builtCli(true);
const secret = "a".repeat(32);
const right = { HYPERLINE_API_KEY: "test_key", CREDITS_TOKEN_SECRET: secret };

describe("the flags", () => {
  it.each(["--help", "-h"])("%s says every flag and every variable", async (flag) => {
    const { code, stdout, stderr } = await runCli(built.cli, [flag]);
    const words = ["--port", "--sandbox", "--help", "--version", "/healthz", "/readyz", ...Object.keys(checks)];
    expect(words.filter((word) => !stdout.includes(word))).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it.each(["--version", "-v"])("%s says the version of the package", async (flag) => {
    const { version }: { version: string } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(await runCli(built.cli, [flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each([
    { args: ["--prot", "80"], words: "Unknown option '--prot'" },
    { args: ["--api-key=canary"], words: "Unknown option '--api-key'" },
    { args: ["canary"], words: "There is an argument that is no flag" },
    { args: ["--port"], words: "Option '--port <value>' argument missing" },
    { args: ["--port", "--sandbox"], words: "Option '--port' argument is ambiguous" },
    { args: ["--port", "65536"], words: "--port is no whole number from 0 to 65535" },
    { args: ["--port", ""], words: "--port is no whole number from 0 to 65535" },
    { args: ["--sandbox=yes"], words: "Option '--sandbox' does not take an argument" },
  ])("$args are refused in one sentence", async ({ args, words }) => {
    const { code, stdout, stderr } = await runCli(built.cli, args);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: `${words}; --help says what there is.\n` });
  });

  it("--port comes before PORT", async () => {
    const { told } = await startCli(built.cli, [], { ...right, PORT: "no number" });
    expect(told.stderr).not.toContain("PORT");
  });
});

describe("the environment", () => {
  it("without a key and a way to authorize gets no server", async () => {
    const { code, stdout, stderr } = await runCli(built.cli, []);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^HYPERLINE_API_KEY is missing/),
      expect.stringMatching(/^Nobody could read: set CREDITS_TOKEN_SECRET .* or CREDITS_JWKS_URL/),
    ]);
  });

  it("is told every mistake at once, and none that repeats a secret", async () => {
    const canary = randomUUID();
    const { code, stdout, stderr } = await runCli(built.cli, [], {
      PORT: "http",
      HYPERLINE_API_KEY: `test ${canary}`,
      HYPERLINE_BASE_URL: `http://key:${canary}@hyperline.example/${canary}`,
      CREDITS_TOKEN_SECRET: `${canary.slice(0, 8)},${canary.slice(9, 17)}`,
      CREDITS_JWKS_URL: `https://id.example.com/keys?token=${canary}`,
      CREDITS_ALLOWED_ORIGINS: "https://app.example.com, https://*.example.com,null",
      CREDITS_ALOWED_ORIGINS: canary,
      CREDITS_REDIS_URL: `https://:${canary}@redis.example.com`,
    });
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^CREDITS_ALOWED_ORIGINS is unknown here/),
      expect.stringMatching(/^PORT is no whole number/),
      expect.stringMatching(/^CREDITS_ALLOWED_ORIGINS holds "https:\/\/\*\.example\.com"/),
      expect.stringMatching(/^CREDITS_ALLOWED_ORIGINS holds "null"/),
      expect.stringMatching(/^HYPERLINE_API_KEY holds a space/),
      expect.stringMatching(/^HYPERLINE_BASE_URL is http:\/\/hyperline\.example: what is sent there would travel unprotected/),
      expect.stringMatching(/^CREDITS_TOKEN_SECRET is shorter than 32 bytes/),
      expect.stringMatching(/^CREDITS_JWKS_URL carries a user name, a query or a fragment/),
      expect.stringMatching(/^CREDITS_REDIS_URL is no address of a Redis/),
      expect.stringMatching(/^CREDITS_TOKEN_SECRET and CREDITS_JWKS_URL are both set/),
      expect.stringMatching(/^CREDITS_TOKEN_AUDIENCE is missing/),
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect([canary, canary.slice(0, 8), canary.slice(9, 17)].filter((part) => stderr.includes(part))).toEqual([]);
  });

  it("may hold empty variables, which count as none", async () => {
    const { told } = await startCli(built.cli, [], {
      ...right,
      CREDITS_JWKS_URL: "",
      CREDITS_REDIS_URL: "",
      HYPERLINE_BASE_URL: "",
    });
    expect(told.stderr).toContain(
      "Credits come from Hyperline at https://sandbox.api.hyperline.co, with the key in HYPERLINE_API_KEY.",
    );
  });

  it("may hold an unknown CREDITS_ variable, which is said and does no harm", async () => {
    const { told } = await startCli(built.cli, [], { ...right, CREDITS_ORIGIN: "https://app.example.com" });
    expect(told.stderr).toContain("CREDITS_ORIGIN is unknown here and ignored");
  });

  it("with --sandbox needs nothing, and is told what is ignored", async () => {
    const { told } = await startCli(built.cli, ["--sandbox"], { ...right, CREDITS_REDIS_URL: "no URL at all" });
    for (const name of ["HYPERLINE_API_KEY", "CREDITS_TOKEN_SECRET", "CREDITS_REDIS_URL"]) {
      expect(told.stderr).toContain(`${name} is ignored, because of --sandbox.`);
    }
    expect(told.stderr).toContain("Credits come from the sandbox, in memory. Everyone may read them");
  });
});

describe("the start", () => {
  it("says where, from where and for whom, and no secret", async () => {
    const canary = randomUUID();
    const { told } = await startCli(built.cli, [], {
      HYPERLINE_API_KEY: `prod_${canary}`,
      CREDITS_TOKEN_SECRET: `${canary}new, ${canary}old`,
      CREDITS_ALLOWED_ORIGINS: "https://app.example.com",
    });
    expect(told.stderr).toMatch(/^Listening on http:\/\/127\.0\.0\.1:\d+$/m);
    expect(told.stderr).toContain("Hyperline at https://api.hyperline.co");
    expect(told.stderr).toContain("one of the 2 secrets in CREDITS_TOKEN_SECRET");
    expect(told.stderr).toContain("https://app.example.com");
    expect(told.stderr + told.stdout).not.toContain(canary);
  });

  it("on a port that is taken is refused in one sentence", async () => {
    const { url } = await startCli(built.cli, ["--sandbox"]);
    const { port } = new URL(url);
    const { code, stderr } = await runCli(built.cli, ["--port", port], right);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Cannot listen on port ${port}: something else listens there already\\.[^\\n]*\\n$`));
  });

  it("on an address that nobody knows is refused in one sentence", async () => {
    const { code, stderr } = await runCli(built.cli, ["--port", "0"], { ...right, CREDITS_HOST: "nowhere.invalid" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Cannot listen on port 0: E[A-Z_]+\. [^\n]* with CREDITS_HOST\.\n$/);
  });

  it("listens on every address with a real key, and with --sandbox on the loopback address, unless CREDITS_HOST says otherwise", () => {
    expect(toConfiguration(right, false).host).toBeUndefined();
    expect(toConfiguration({}, true).host).toBe("127.0.0.1");
    expect(toConfiguration({ ...right, CREDITS_HOST: "::1" }, false).host).toBe("::1");
    expect(toConfiguration({ CREDITS_HOST: "0.0.0.0" }, true).host).toBe("0.0.0.0");
  });

  it("listens on 8787 where nobody says otherwise", () => {
    expect(toConfiguration(right, false).port).toBe(8787);
    expect(toConfiguration({ ...right, PORT: "9000" }, false).port).toBe(9000);
  });
});
