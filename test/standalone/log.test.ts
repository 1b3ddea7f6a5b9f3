import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { signCustomerToken } from "../../src/tokens/signCustomerToken.ts";
import { aHold } from "../support/aHold.ts";
import { builtCli } from "../support/builtCli.ts";
import { aCustomer, observedSandbox } from "../support/credits.ts";
import { creditsUrl } from "../support/proxy.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { serveFetch } from "../support/serveFetch.ts";
import { linesOf, startCli } from "../support/startCli.ts";

const built = builtCli();

/** What stands in no line: each of it was seen by the server. */
const aCanary = () => randomUUID().replaceAll("-", "");
const apiKey = `test_${aCanary()}`;
const secret = `${aCanary()}${aCanary()}`;
const customerId = `cus_${aCanary()}`;

async function start(hyperline = observedSandbox({ apiKey, customers: [aCustomer({ id: customerId })] }).fetch) {
  const HYPERLINE_BASE_URL = await serveFetch(hyperline);
  const { url, told } = await startCli(built.cli, [], {
    HYPERLINE_API_KEY: apiKey,
    HYPERLINE_BASE_URL,
    CREDITS_TOKEN_SECRET: secret,
  });
  const token = await signCustomerToken({ customerId, secret });
  const ask = (init: RequestInit = {}, id = customerId) =>
    fetch(creditsUrl(id, `${url}/api/hyperline`), { headers: { Authorization: `Bearer ${token}` }, ...init });
  const lines = (count: number) =>
    vi.waitFor(() => {
      const found = linesOf(told.stdout);
      expect(found).toHaveLength(count);
      return found;
    });
  return { ask, lines, token, told, url };
}

const pseudonym = expect.stringMatching(/^[0-9a-f]{32}$/);
const requestId = expect.stringMatching(/^[0-9a-f-]{36}$/);
const always = { time: expect.stringMatching(/^\d{4}-.*Z$/), duration_ms: expect.any(Number) };
const none = { code: null, cache: "none", customer: null, request_id: null };

describe("each request", () => {
  it("is one line of JSON on stdout, with what became of it", async () => {
    const { ask, lines, url } = await start();
    await ask();
    await ask();
    await ask({ headers: {} });
    await ask({}, "cus_other");
    await ask({ method: "OPTIONS" });
    await lines(5);
    await fetch(`${url}/healthz`);
    await fetch(`${url}/readyz`, { method: "HEAD" });
    await fetch(`${url}/nothing?token=x`);
    await fetch(`${url}/healthz`, { method: "DELETE" });
    const known = { ...always, method: "GET", route: "credits", customer: pseudonym, request_id: null, code: null };
    expect(await lines(9)).toEqual([
      { ...known, status: 200, cache: "miss" },
      { ...known, status: 200, cache: "hit" },
      { ...known, status: 401, cache: "none", code: "unauthenticated", request_id: requestId },
      { ...known, status: 403, cache: "none", code: "forbidden", request_id: requestId },
      { ...known, method: "OPTIONS", status: 204, cache: "none" },
      { ...always, ...none, method: "GET", route: "healthz", status: 200 },
      { ...always, ...none, method: "HEAD", route: "readyz", status: 200 },
      { ...always, ...none, method: "GET", route: "other", status: 404, code: "not_found", request_id: requestId },
      { ...always, ...none, method: "DELETE", route: "healthz", status: 405, code: "method_not_allowed", request_id: requestId },
    ]);
  });

  it("is told with the id of its problem, and its customer always by the same pseudonym", async () => {
    const { ask, lines } = await start();
    const { request_id }: { request_id: string } = JSON.parse(await (await ask({ headers: {} })).text());
    await ask();
    const [refused, answered] = await lines(2);
    expect(refused?.request_id).toBe(request_id);
    expect(refused?.customer).toBe(answered?.customer);
  });

  it("is told with its own method, also where many share one read", async () => {
    const { hold, release } = aHold();
    const { fetch: hyperline, requests } = observedSandbox({ apiKey, customers: [aCustomer({ id: customerId })] });
    const { ask, lines } = await start(async (request) => {
      await hold;
      return hyperline(request);
    });
    const methods = Array.from({ length: 30 }, (_, index) => (index % 3 === 0 ? "HEAD" : "GET"));
    const asked = Promise.all(methods.map((method) => ask({ method })));
    release();
    expect((await asked).every(({ status }) => status === 200)).toBe(true);
    const told = await lines(30);
    expect(told.map(({ method }) => String(method)).toSorted()).toEqual(methods.toSorted());
    expect(requests).toHaveLength(1);
  });
});

it("failures of Hyperline are lines on stderr", async () => {
  const { ask, told } = await start(async () => new Response(apiKey, { status: 500 }));
  expect((await ask()).status).toBe(502);
  const [line] = await vi.waitFor(() => {
    const found = linesOf(told.stderr);
    expect(found).toHaveLength(1);
    return found;
  });
  expect(line).toEqual({ ...always, type: "upstream_failed", customer: pseudonym, code: "upstream_failed", status: 500 });
});

it("no id, key, secret, token or path stands anywhere in what is told", async () => {
  const { ask, lines, token, told, url } = await start();
  const path = aCanary();
  const headers = { Authorization: `Bearer ${token}`, Cookie: path, "X-Canary": path, Referer: `https://x.example/${path}` };
  await ask({ headers });
  await ask({ headers, method: "PUT" });
  await ask({ headers }, "cus_another");
  await fetch(`${url}/${path}?${path}`, { headers });
  await fetch(`${url}/api/hyperline/${path}/credits`, { headers });
  await rawRequest(url, `/api/hyperline/v1/customers/${customerId}/../${path}/credits?${path}`);
  await rawRequest(url, `http://${path}.example/api/hyperline/v1/customers/${customerId}/credits`);
  await lines(7);
  const all = told.stdout + told.stderr;
  expect([apiKey, secret, customerId, "cus_another", token, path].filter((canary) => all.includes(canary))).toEqual([]);
});
