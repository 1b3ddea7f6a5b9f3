import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createPseudonym } from "../../src/proxy/createEmit.ts";
import { toSettings } from "../../src/proxy/settings.ts";
import { signCustomerToken } from "../../src/tokens/signCustomerToken.ts";
import { builtCli } from "../support/builtCli.ts";
import { aCustomer, observedSandbox } from "../support/credits.ts";
import { creditsUrl } from "../support/proxy.ts";
import { serveFetch } from "../support/serveFetch.ts";
import { linesOf, runCli, startCli } from "../support/startCli.ts";
import { hasRedis, startRedis } from "../support/startRedis.ts";

const built = builtCli();
const secret = "s".repeat(32);
const ids = Array.from({ length: 40 }, (_, index) => `cus_${index}`);

/** A Hyperline, and as many instances before it as are asked for, each of which can be read. */
async function start(CREDITS_REDIS_URL: string, instances = 1) {
  const {
    apiKey,
    fetch: hyperline,
    requests,
  } = observedSandbox({ customers: ids.map((id) => aCustomer({ id })), now: Date.now });
  const HYPERLINE_BASE_URL = await serveFetch(hyperline);
  const env = { HYPERLINE_API_KEY: apiKey, HYPERLINE_BASE_URL, CREDITS_TOKEN_SECRET: secret, CREDITS_REDIS_URL };
  const servers = await Promise.all(Array.from({ length: instances }, () => startCli(built.cli, [], env)));
  const tokens = new Map(
    await Promise.all(ids.map(async (customerId) => [customerId, await signCustomerToken({ customerId, secret })] as const)),
  );
  const asks = servers.map(({ url }) => async (customerId: string) => {
    const headers = { Authorization: `Bearer ${tokens.get(customerId)}` };
    return (await fetch(creditsUrl(customerId, `${url}/api/hyperline`), { headers })).status;
  });
  return { servers, asks, requests, apiKey, baseUrl: HYPERLINE_BASE_URL };
}

/** What was said of Redis, but for a busy machine's "slow". */
const typesOf = (stderr: string) =>
  linesOf(stderr)
    .filter(({ reason }) => reason !== "slow")
    .map(({ type }) => type);

// Where everything must be tested, a missing Redis fails these tests.
const isSkipped = !hasRedis() && !process.env.CI;
if (isSkipped) process.stdout.write("\nNOT TESTED: the standalone server with a Redis, for there is no redis-server here.\n\n");

describe.skipIf(isSkipped)("with CREDITS_REDIS_URL", () => {
  it("four instances make one call of Hyperline where they would make four", async () => {
    const redis = await startRedis();
    const { servers, asks, requests } = await start(redis.url, 4);
    // The first read of a process is its slowest, and Redis has only fifty milliseconds.
    for (const [index, ask] of asks.entries()) expect(await ask(`cus_${index + 1}`)).toBe(200);
    for (const ask of asks) expect(await ask("cus_0")).toBe(200);
    expect(requests.filter(({ url }) => url.includes("/cus_0/"))).toHaveLength(1);
    expect(servers.map(({ told }) => typesOf(told.stderr))).toEqual([[], [], [], []]);
    expect(servers[0]?.told.stderr).toContain(
      `Cache and budget are shared through Redis at ${redis.url.slice("redis://".length)}.`,
    );
  });

  it("instances have one budget together, and another account on the same Redis has its own", async () => {
    const redis = await startRedis();
    const [{ asks, apiKey, baseUrl }, { asks: strangers }] = [await start(redis.url, 2), await start(redis.url)];
    const account = await createPseudonym(toSettings({ apiKey, baseUrl, authorize: () => true }))("budget");
    const key = `hyperline-credits-budget:${account}:hyperline-credits`;
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());

    await client.set(key, 12, "PX", 60_000);
    expect(await asks[0]?.("cus_0")).toBe(200);
    expect(await strangers[0]?.("cus_0")).toBe(200);
    expect(await client.get(key)).toBe("13");

    await client.set(key, 13, "PX", 2_000);
    const started = performance.now();
    expect(await asks[1]?.("cus_1")).toBe(200);
    const waited = Math.round(performance.now() - started);
    process.stdout.write(`A budget that another instance has spent for 2000 ms: waited ${waited} ms\n`);
    expect(waited).toBeGreaterThan(1_500);
  });

  it("a Redis that goes and comes back costs two lines and no request", async () => {
    const redis = await startRedis();
    const { servers, asks } = await start(redis.url);
    const [server] = servers;
    const [ask] = asks;
    if (!server || !ask) throw new Error("There is none.");
    expect(await ask("cus_0")).toBe(200);
    await redis.kill();
    for (const id of ids.slice(0, 12)) expect(await ask(id)).toBe(200);
    await vi.waitFor(() => expect(typesOf(server.told.stderr)).toEqual(["redis_lost"]));
    await redis.startAgain();
    await vi.waitFor(() => expect(typesOf(server.told.stderr)).toEqual(["redis_lost", "redis_back"]), { timeout: 10_000 });
    expect(await ask("cus_20")).toBe(200);
    server.kill("SIGTERM");
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(typesOf(server.told.stderr)).toEqual(["redis_lost", "redis_back", "shutting_down"]);
  });

  it("a Redis that hangs is given up, and taken back when it answers again", async () => {
    const redis = await startRedis();
    const { servers, asks } = await start(redis.url);
    const [server] = servers;
    const [ask] = asks;
    if (!server || !ask) throw new Error("There is none.");
    redis.freeze();
    const started = performance.now();
    for (const id of ids.slice(0, 12)) expect(await ask(id)).toBe(200);
    expect(performance.now() - started).toBeLessThan(5_000);
    const lost = { type: "redis_lost", reason: "timeout" };
    await vi.waitFor(() => expect(linesOf(server.told.stderr)).toContainEqual(expect.objectContaining(lost)), {
      timeout: 10_000,
    });
    redis.thaw();
    await vi.waitFor(() => expect(typesOf(server.told.stderr)).toContain("redis_back"), { timeout: 15_000 });
    expect(await ask("cus_20")).toBe(200);
    // Each kind of trouble once, however many requests had it.
    const told = linesOf(server.told.stderr).map(({ type, operation, reason }) => [type, operation, reason].join(" "));
    expect(new Set(told).size).toBe(told.length);
  });

  it("a Redis that comes only after the start is taken then", async () => {
    const redis = await startRedis();
    await redis.kill();
    const { servers, asks, requests } = await start(redis.url, 2);
    await redis.startAgain();
    for (const { told } of servers) {
      await vi.waitFor(() => expect(typesOf(told.stderr)).toEqual(["redis_lost", "redis_back"]), { timeout: 10_000 });
    }
    for (const [index, ask] of asks.entries()) expect(await ask(`cus_${index + 1}`)).toBe(200);
    for (const ask of asks) expect(await ask("cus_0")).toBe(200);
    expect(requests.filter(({ url }) => url.includes("/cus_0/"))).toHaveLength(1);
  });

  it("a wrong password is a line that does not repeat it", async () => {
    const redis = await startRedis();
    const { servers, asks } = await start(redis.url.replace("//", "//someone:canary@"));
    expect(await asks[0]?.("cus_0")).toBe(200);
    expect(linesOf(servers[0]?.told.stderr ?? "")).toMatchObject([{ type: "redis_lost", reason: "WRONGPASS" }]);
    expect(servers[0]?.told.stderr).not.toContain("canary");
  });
});

it("a Redis that is not there is one line, which does not repeat its password, and no request fails", async () => {
  const { servers, asks } = await start("redis://:canary@127.0.0.1:9");
  for (const id of ids.slice(0, 5)) expect(await asks[0]?.(id)).toBe(200);
  expect(linesOf(servers[0]?.told.stderr ?? "")).toMatchObject([{ type: "redis_lost", reason: "ECONNREFUSED" }]);
  expect(servers[0]?.told.stderr).not.toContain("canary");
});

it("without ioredis it says what to install", async () => {
  const folder = await mkdtemp(join(tmpdir(), "credits-peer-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(built.folder, folder, { recursive: true });
  await mkdir(join(folder, "node_modules"));
  for (const name of ["jose", "lru-cache", "rate-limiter-flexible", "valibot"]) {
    await symlink(resolve("node_modules", name), join(folder, "node_modules", name));
  }
  const env = { HYPERLINE_API_KEY: "test_key", CREDITS_TOKEN_SECRET: secret, CREDITS_REDIS_URL: "redis://:canary@127.0.0.1:9" };
  const { code, stderr } = await runCli(join(folder, "dist/cli.js"), ["--port", "0"], env);
  expect(code).toBe(1);
  expect(stderr).toBe(
    "CREDITS_REDIS_URL needs the package ioredis, which is not installed. Run `npm install ioredis`, or with npx: `npx -p hyperline-credit-balances -p ioredis hyperline-credit-balances`.\n",
  );
});
