import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import type { RequestListener } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";
import type { SandboxFault } from "../../src/sandbox/fault.ts";
import { builtCli } from "../support/builtCli.ts";
import { serve } from "../support/serve.ts";
import { serveFetch } from "../support/serveFetch.ts";
import { runCli } from "../support/startCli.ts";
import type { IncomingMessage } from "node:http";

const built = builtCli();

/** What must never be printed. The balance would be, written in any way that the widget knows. */
const key = `test_${randomUUID()}`;
const session = `session=${randomUUID()}`;
const balance = 86_753_09;
const customers = [{ id: "cus_acme", credits: [{ name: "Secret product", current_balance: balance }] }];

/** Runs the doctor to its end, and sees to it that nothing secret is printed. */
async function doctor(args: readonly string[] = [], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await runCli(built.cli, ["doctor", ...args], env);
  for (const secret of [key, session.slice(8), "8675309", "8,675,309", "Secret product", "hunter2"]) {
    expect(stdout + stderr).not.toContain(secret);
  }
  expect(stderr).toBe("");
  return { code, lines: stdout.trimEnd().split("\n") };
}

const hyperline = (faults?: SandboxFault, apiKey = key) => serveFetch(createSandbox({ apiKey, customers, faults }));

/** A proxy whose visitor is known by the cookie, at /api/hyperline of an app that answers everything else with a page of its own. */
async function app(
  changes: Partial<CreditsProxyOptions<IncomingMessage>> = {},
  front: (listener: RequestListener) => RequestListener = (same) => same,
) {
  const credits = createCreditsListener({
    apiKey: key,
    fetch: createSandbox({ apiKey: key, customers }),
    authorize: ({ headers }, customerId) => (headers.cookie === session ? customerId === "cus_acme" : null),
    ...changes,
  });
  const origin = await serve(
    front((request, response) => {
      if (request.url?.startsWith("/api/hyperline/")) credits(request, response);
      else response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>hunter2</h1>");
    }),
  );
  return `${origin}/api/hyperline`;
}

/** Something in front of the app that changes the headers of its answers. */
async function behind(url: string, change: (headers: Headers) => void) {
  const front = await serveFetch(async (request) => {
    const { pathname, search } = new URL(request.url);
    const answer = await fetch(new URL(url).origin + pathname + search, { method: request.method, headers: request.headers });
    const headers = new Headers(answer.headers);
    change(headers);
    return new Response(answer.body, { status: answer.status, headers });
  });
  return url.replace(new URL(url).origin, front);
}

/** Where nothing listens. */
async function deadOrigin() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

describe("doctor", () => {
  it("finds nothing wrong with a good key, and with a proxy that knows its visitor", async () => {
    const env = { HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: await hyperline(), CREDITS_DOCTOR_COOKIE: session };
    const url = await app();
    const { code, lines } = await doctor(["--customer", "cus_acme", "--url", url], env);
    expect(lines.map((line) => line.replace(/127\.0\.0\.1:\d+/, "…"))).toEqual([
      "ok     key: its form is right, for ….",
      "ok     Hyperline: … answers.",
      "ok     read: Hyperline takes the key, and the rows are as documented.",
      "ok     clock: this machine and Hyperline agree, as far as it matters.",
      "ok     mount: the proxy answers there.",
      "ok     clock: this machine and your server agree, as far as it matters.",
      "ok     strangers: who brings no session is refused (401).",
      "ok     visitor: may read this customer.",
    ]);
    expect(code).toBe(0);
  });

  it("reads nobody without --customer, and looks at a proxy without a key", async () => {
    const { code, lines } = await doctor([], { HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: await hyperline() });
    expect(lines[2]).toBe("ok     read: Hyperline takes the key. With --customer, rows are looked at as well.");
    expect(code).toBe(0);
    const away = await doctor(["--url", await app()]);
    expect(away.lines.map((line) => line.split(":", 1)[0])).toEqual([
      "ok     mount",
      "ok     clock",
      "ok     strangers",
      "note   visitor",
    ]);
    expect(away.code).toBe(0);
  });
});

describe("doctor says what is wrong with the key and with Hyperline", () => {
  it.each<{
    what: string;
    env: () => Promise<Record<string, string>> | Record<string, string>;
    args?: string[];
    ends?: number;
    says: RegExp;
  }>([
    { what: "no key", env: () => ({}), says: /^wrong {2}key: HYPERLINE_API_KEY is not set/ },
    {
      what: "a key with a blank",
      env: () => ({ HYPERLINE_API_KEY: `${key} ` }),
      says: /^wrong {2}key: HYPERLINE_API_KEY holds a space/,
    },
    {
      what: "a test key for the live host",
      env: () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: "https://api.hyperline.co" }),
      says: /^wrong {2}key: a test_… key works on sandbox\.api\.hyperline\.co only, and HYPERLINE_BASE_URL says api\.hyperline\.co/,
    },
    {
      what: "a live key for the test host",
      env: () => ({ HYPERLINE_API_KEY: `prod_${key}`, HYPERLINE_BASE_URL: "https://sandbox.api.hyperline.co" }),
      says: /^wrong {2}key: a prod_… key works on api\.hyperline\.co only/,
    },
    {
      what: "an address that is not protected",
      env: () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: "http://hyperline.example" }),
      says: /^wrong {2}address: HYPERLINE_BASE_URL is http/,
    },
    {
      what: "a key that is none of Hyperline's",
      env: async () => ({ HYPERLINE_API_KEY: "hunter2", HYPERLINE_BASE_URL: await hyperline() }),
      says: /^note {3}key: it begins neither with test_ nor with prod_/m,
    },
    {
      what: "nothing listens",
      env: async () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: await deadOrigin() }),
      says: /^wrong {2}Hyperline: 127\.0\.0\.1:\d+: nothing listens there.*\(ECONNREFUSED\)/m,
    },
    {
      what: "a name that is not found",
      env: () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: "https://nowhere.invalid" }),
      says: /^wrong {2}Hyperline: nowhere\.invalid: its name is not found/m,
    },
    {
      what: "no TLS",
      env: async () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: (await hyperline()).replace("http", "https") }),
      says: /^wrong {2}Hyperline: .* it does not speak TLS there/m,
    },
    {
      what: "a refused key",
      env: async () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: await hyperline(undefined, "test_another") }),
      says: /^wrong {2}read: Hyperline refuses the key \(401\)/m,
    },
    {
      what: "an unknown customer",
      env: async () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: await hyperline() }),
      args: ["--customer", "cus_nobody"],
      says: /^wrong {2}read: Hyperline has no such customer/m,
    },
    {
      what: "the account's calls are spent",
      env: async () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: await hyperline("rate_limited") }),
      says: /^note {3}read: Hyperline takes the key, but asks for a pause/m,
      ends: 0,
    },
    {
      what: "an answer of another shape",
      env: async () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: await hyperline("wrong_shape") }),
      args: ["--customer", "cus_acme"],
      says: /^wrong {2}read: the answer is not Hyperline's documented one/m,
    },
    {
      what: "an answer of an error",
      env: async () => ({ HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: await hyperline("server_error") }),
      says: /^wrong {2}read: Hyperline answers 500/m,
    },
    {
      what: "a clock that is wrong",
      env: async () => {
        const sandbox = createSandbox({ apiKey: key, customers });
        const date = new Date(Date.now() + 60_000).toUTCString();
        const url = await serveFetch(async (request) => {
          const answer = await sandbox(request);
          answer.headers.set("Date", date);
          return answer;
        });
        return { HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: url };
      },
      says: /^wrong {2}clock: this machine is (59|60) s behind Hyperline/m,
    },
  ])("$what", async ({ env, args = [], says, ends = 1 }) => {
    const { code, lines } = await doctor(args, await env());
    expect(lines.join("\n")).toMatch(says);
    expect(code).toBe(ends);
  });

  it("no answer, after ten seconds", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { lines } = await doctor([], { HYPERLINE_API_KEY: key, HYPERLINE_BASE_URL: `http://127.0.0.1:${port}` });
    expect(lines[1]).toContain("no answer within 10 seconds.");
    expect(lines[2]).toBe("note   read: not tried, as Hyperline cannot be reached.");
  });
});

describe("doctor says what is wrong with a mounted proxy", () => {
  const answering =
    (status: number, headers = {}) =>
    (): RequestListener =>
    (_request, response) =>
      response.writeHead(status, headers).end("hunter2");
  const visitor = { CREDITS_DOCTOR_COOKIE: session };
  const asVisitor = ["--customer", "cus_acme"];

  it.each<{ what: string; url: () => Promise<string>; args?: string[]; env?: Record<string, string>; says: RegExp }>([
    {
      what: "nothing listens",
      url: async () => `${await deadOrigin()}/api/hyperline`,
      says: /^wrong {2}mount: 127\.0\.0\.1:\d+: nothing listens there/,
    },
    {
      what: "another path",
      url: async () => (await app()).replace("hyperline", "credits"),
      says: /^wrong {2}mount: something else answers there \(200, text\/html\)/,
    },
    { what: "nothing is mounted", url: () => app({}, answering(404)), says: /^wrong {2}mount: nothing is mounted there \(404\)/ },
    {
      what: "a redirect to a sign-in",
      url: () => app({}, answering(302, { Location: "/sign-in?hunter2" })),
      says: /^wrong {2}mount: it redirects \(302\)/,
    },
    {
      what: "a sign-in check in front",
      url: () => app({}, answering(401)),
      says: /^wrong {2}mount: something in front of the proxy answers 401/,
    },
    {
      what: "something that tells of itself in its headers",
      url: () => app({}, answering(200, { "Content-Type": "hunter2 of hunter2" })),
      says: /^wrong {2}mount: something else answers there \(200, no content type\)/,
    },
    { what: "a gateway that fails", url: () => app({}, answering(502)), says: /^wrong {2}mount: your server fails with 502/ },
    {
      what: "everybody may read",
      url: () => app({ authorize: () => true }),
      says: /^wrong {2}strangers: who brings no session may read \(404\)/m,
    },
    {
      what: "an unknown session",
      url: () => app({ authorize: () => null }),
      args: asVisitor,
      env: visitor,
      says: /^wrong {2}visitor: 401 unauthenticated: `authorize` returns null/m,
    },
    {
      what: "another customer's session",
      url: () => app(),
      args: ["--customer", "cus_other"],
      env: visitor,
      says: /^wrong {2}visitor: 403 forbidden/m,
    },
    {
      what: "a token for another customer",
      url: () => app({ authorize: ({ headers }, id) => headers.authorization === "Bearer hunter2" && id === "cus_other" }),
      args: asVisitor,
      env: { CREDITS_DOCTOR_AUTHORIZATION: "Bearer hunter2" },
      says: /^wrong {2}visitor: 403 forbidden/m,
    },
    {
      what: "a server that cannot read Hyperline",
      url: () => app({ fetch: createSandbox({ apiKey: "test_another", customers }) }),
      args: asVisitor,
      env: visitor,
      says: /^wrong {2}visitor: 502 upstream_failed: the server cannot read Hyperline/m,
    },
    {
      what: "a slow upstream",
      url: () => app({ fetch: createSandbox({ apiKey: key, customers, faults: "timeout" }), timeout: 50 }),
      args: asVisitor,
      env: visitor,
      says: /^wrong {2}visitor: 504 upstream_timeout/m,
    },
    {
      what: "caching in front",
      url: async () => behind(await app(), (headers) => headers.set("Cache-Control", "public")),
      says: /^wrong {2}headers: Cache-Control: no-store got lost/m,
    },
  ])("$what", async ({ url, args = [], env = {}, says }) => {
    const { code, lines } = await doctor(["--url", await url(), ...args], env);
    expect(lines.join("\n")).toMatch(says);
    expect(code).toBe(1);
  });
});

describe("doctor tries CORS as a browser does", () => {
  const page = "https://www.example.com";
  const cors = async (url: string) => {
    const { code, lines } = await doctor(["--url", url, "--origin", page]);
    return { code, lines: lines.filter((line) => /origin|cookies/.test(line)).map((line) => line.slice(0, 90)) };
  };
  it("and finds a page that is allowed, whose cookies do not come along", async () => {
    expect(await cors(await app({ allowedOrigins: [page] }))).toEqual({
      code: 0,
      lines: [
        "ok     origin: a page there may read.",
        expect.stringContaining("note   cookies: the page is on another site, to which browsers give no cookie along"),
      ],
    });
  });

  it.each([
    { what: "a page that is not allowed", url: () => app(), says: "is not allowed. Add it to" },
    {
      what: "an origin that is named twice",
      url: async () =>
        behind(await app({ allowedOrigins: [page] }), (headers) => headers.append("Access-Control-Allow-Origin", page)),
      says: "names allowed origins twice",
    },
    {
      what: "all origins, allowed by something in front",
      url: async () => behind(await app(), (headers) => headers.set("Access-Control-Allow-Origin", "*")),
      says: "allows another origin than",
    },
  ])("and finds $what", async ({ url, says }) => {
    const { code, lines } = await doctor(["--url", await url(), "--origin", page]);
    expect(lines.find((line) => line.includes(" origin: "))).toContain(says);
    expect(code).toBe(1);
  });

  it("and has nothing to try on the proxy's own origin", async () => {
    const url = await app();
    const { lines } = await doctor(["--url", url, "--origin", new URL(url).origin]);
    expect(lines.at(-1)).toBe("ok     origin: the page is on the proxy's own origin: cookies come along, and CORS has no say.");
  });
});

describe("doctor's flags", () => {
  it.each([
    { args: ["--what"], says: "There is a flag or an argument that doctor does not know." },
    { args: ["hunter2"], says: "There is a flag or an argument that doctor does not know." },
    { args: ["--url", "app.example/hunter2"], says: "--url is no address" },
    { args: ["--url", "https://app.example/?hunter2"], says: "--url is no address" },
    { args: ["--url", "https://user:hunter2@app.example/"], says: "--url is no address" },
    { args: ["--customer", "hunter2/.."], says: "--customer is no customer's id" },
    { args: ["--origin", "https://app.example"], says: "--origin needs --url" },
    { args: ["--url", "https://app.example", "--origin", "https://hunter2.example/path"], says: "--origin is no origin" },
  ])("$args are refused without being repeated", async ({ args, says }) => {
    const { code, lines } = await doctor(args);
    expect(lines).toEqual([expect.stringContaining(says)]);
    expect(code).toBe(2);
  });

  it("are told by --help, here and there", async () => {
    const { code, lines } = await doctor(["--help"]);
    expect(lines.join("\n")).toContain("CREDITS_DOCTOR_COOKIE");
    expect(code).toBe(0);
    expect((await runCli(built.cli, ["--help"])).stdout).toContain("npx hyperline-credit-balances doctor");
  });

  it("an address without protection is told of", async () => {
    const { lines } = await doctor(["--url", "http://app.invalid/api/hyperline"]);
    expect(lines[0]).toBe(
      "wrong  mount: the address is http: balances would travel unprotected, and no session is sent there. Use https.",
    );
  });
});
