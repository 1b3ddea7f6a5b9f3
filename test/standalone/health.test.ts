import { describe, expect, it } from "vitest";
import { createReadiness } from "../../src/standalone/createReadiness.ts";
import { toSettings } from "../../src/proxy/settings.ts";
import { builtCli } from "../support/builtCli.ts";
import { observedSandbox } from "../support/credits.ts";
import { proxyOptions } from "../support/proxy.ts";
import { serveFetch } from "../support/serveFetch.ts";
import { linesOf, startCli } from "../support/startCli.ts";
import { answering, never } from "../support/upstream.ts";

const built = builtCli();
const CREDITS_TOKEN_SECRET = "s".repeat(32);

async function start(hyperline: (request: Request) => Promise<Response>, HYPERLINE_API_KEY: string) {
  const HYPERLINE_BASE_URL = await serveFetch(hyperline);
  return startCli(built.cli, [], { HYPERLINE_API_KEY, HYPERLINE_BASE_URL, CREDITS_TOKEN_SECRET });
}

async function told(answer: Response): Promise<string> {
  return `${answer.status} ${await answer.text()}`;
}

describe("the server", () => {
  it("is alive, and ready where Hyperline takes the key, for which one read suffices", async () => {
    const { apiKey, fetch: hyperline, requests } = observedSandbox();
    const { url } = await start(hyperline, apiKey);
    expect(await told(await fetch(`${url}/healthz`))).toBe('200 {"status":"ok"}');
    expect(requests).toHaveLength(0);

    const probes = await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/readyz`)));
    probes.push(await fetch(`${url}/readyz?verbose`), await fetch(`${url}/readyz`));
    expect(new Set(await Promise.all(probes.map(told)))).toEqual(new Set(['200 {"status":"ready"}']));
    expect(requests).toHaveLength(1);
    expect((await fetch(`${url}/readyz`, { method: "HEAD" })).status).toBe(200);
  });

  it("is alive and not ready with a wrong key, and says why to the operator alone", async () => {
    const { fetch: hyperline } = observedSandbox({ apiKey: "test_right" });
    const { url, told: output } = await start(hyperline, "test_wrong");
    expect(await told(await fetch(`${url}/readyz`))).toBe('503 {"status":"not ready"}');
    expect(await told(await fetch(`${url}/readyz`))).toBe('503 {"status":"not ready"}');
    expect(await told(await fetch(`${url}/healthz`))).toBe('200 {"status":"ok"}');
    expect(linesOf(output.stderr)).toEqual([
      { time: expect.any(String), type: "not_ready", code: "upstream_failed", status: 401 },
    ]);
  });

  it("is not ready where nobody listens", async () => {
    const env = { HYPERLINE_API_KEY: "test_key", HYPERLINE_BASE_URL: "http://127.0.0.1:9", CREDITS_TOKEN_SECRET };
    const { url, told: output } = await startCli(built.cli, [], env);
    expect(await told(await fetch(`${url}/readyz`))).toBe('503 {"status":"not ready"}');
    expect(linesOf(output.stderr)).toEqual([
      { time: expect.any(String), type: "not_ready", code: "upstream_failed", status: null },
    ]);
  });
});

describe("readiness", () => {
  const failures: object[] = [];
  const readiness = (fetch: (request: Request) => Promise<Response>, changes = {}) =>
    createReadiness(toSettings(proxyOptions({ fetch, ...changes })), (why) => failures.push(why));

  it.each([
    { label: "knows nobody of that name", status: 404, isReady: true },
    { label: "is asked too much", status: 429, isReady: true },
    { label: "refuses the key", status: 401, isReady: false },
    { label: "forbids", status: 403, isReady: false },
    { label: "is broken", status: 500, isReady: false },
    { label: "redirects", status: 302, isReady: false },
    { label: "is a page", status: 200, isReady: false },
  ])("where Hyperline $label is $isReady", async ({ status, isReady }) => {
    expect(await readiness(answering("<h1>Hello</h1>", { status }))()).toBe(isReady);
  });

  it("where Hyperline has a customer of that name is true", async () => {
    expect(await readiness(answering('{"meta":{"total":0},"data":[]}'))()).toBe(true);
  });

  it("where Hyperline never answers is false, by the proxy's deadline", async () => {
    expect(await readiness(() => never<Response>(), { timeout: 20 })()).toBe(false);
    expect(failures.at(-1)).toEqual({ code: "upstream_timeout", status: null });
  });

  it("costs one read a minute, whether it is there or not", async () => {
    let time = 1_000;
    let status = 500;
    let calls = 0;
    const isReady = readiness(
      async () => {
        calls += 1;
        return new Response("", { status });
      },
      { now: () => time },
    );
    const passes = async (duration: number, answeredFromNow: number) => {
      time += duration;
      status = answeredFromNow;
      return [await isReady(), calls];
    };
    expect(await passes(0, 500)).toEqual([false, 1]);
    expect(await passes(59_999, 404)).toEqual([false, 1]);
    expect(await passes(1, 404)).toEqual([true, 2]);
    expect(await passes(59_999, 401)).toEqual([true, 2]);
    expect(await passes(1, 401)).toEqual([false, 3]);
    // A clock that is set back by an hour must not leave it so for an hour.
    expect(await passes(-3_600_000, 404)).toEqual([false, 3]);
    expect(await passes(60_000, 404)).toEqual([true, 4]);
  });
});
