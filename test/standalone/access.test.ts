import { describe, expect, it } from "vitest";
import { signCustomerToken } from "../../src/tokens/signCustomerToken.ts";
import { builtCli } from "../support/builtCli.ts";
import { aCredit, aCustomer, observedSandbox } from "../support/credits.ts";
import { creditsUrl, problemOf, productsOf } from "../support/proxy.ts";
import { serveFetch } from "../support/serveFetch.ts";
import { startCli } from "../support/startCli.ts";
import type { Environment } from "../support/startCli.ts";
import { aKeyPair, aKeyService, audience } from "../support/tokens.ts";

const built = builtCli();
const secret = "the-newest-secret-of-all-that-are";
const customers = [aCustomer(), aCustomer({ id: "cus_other", credits: [aCredit({ product_id: "itm_other" })] })];

type Visit = { method?: string; headers?: Record<string, string> };

/** The command over a Hyperline on a loopback port, and how a visitor asks it. */
async function start(env: Environment) {
  const { apiKey, fetch: hyperline, requests } = observedSandbox({ apiKey: "test_of_this_test", customers });
  const HYPERLINE_BASE_URL = await serveFetch(hyperline);
  const { url, told } = await startCli(built.cli, [], { HYPERLINE_API_KEY: apiKey, HYPERLINE_BASE_URL, ...env });
  const ask = (token?: string, customerId = "cus_test", { method = "GET", headers = {} }: Visit = {}) =>
    fetch(creditsUrl(customerId, `${url}/api/hyperline`), {
      method,
      headers: { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...headers },
    });
  return { ask, requests, told, url };
}

describe("with CREDITS_TOKEN_SECRET", () => {
  it("a visitor reads the own customer, and no other one, and nobody reads without a token", async () => {
    const { ask, requests } = await start({ CREDITS_TOKEN_SECRET: secret });
    const token = await signCustomerToken({ customerId: "cus_test", secret });

    const own = await ask(token);
    expect(own.status).toBe(200);
    expect(await productsOf(own)).toEqual(["itm_apicalls"]);
    expect(await problemOf(await ask(token, "cus_other"))).toBe("403 forbidden");
    expect(await problemOf(await ask())).toBe("401 unauthenticated");
    expect(await problemOf(await ask("no.token.atall"))).toBe("401 unauthenticated");
    expect(requests.map((request) => new URL(request.url).pathname)).toEqual(["/v1/customers/cus_test/credits"]);
  });

  it("a token of each of several secrets is believed, and of no other one", async () => {
    const { ask } = await start({ CREDITS_TOKEN_SECRET: `${secret}, ${"o".repeat(32)}` });
    const statusWith = async (key: string) =>
      (await ask(await signCustomerToken({ customerId: "cus_test", secret: key }))).status;
    expect([await statusWith(secret), await statusWith("o".repeat(32)), await statusWith("x".repeat(32))]).toEqual([
      200, 200, 401,
    ]);
  });

  it("a token for another audience, or of another issuer, is not believed", async () => {
    const { ask } = await start({ CREDITS_TOKEN_SECRET: secret, CREDITS_TOKEN_AUDIENCE: "https://credits.example.com" });
    const statusFor = async (aud?: string) =>
      (await ask(await signCustomerToken({ customerId: "cus_test", secret, audience: aud }))).status;
    expect([await statusFor("https://credits.example.com"), await statusFor()]).toEqual([200, 401]);

    const { ask: askIssued } = await start({ CREDITS_TOKEN_SECRET: secret, CREDITS_TOKEN_ISSUER: "https://id.example.com" });
    expect((await askIssued(await signCustomerToken({ customerId: "cus_test", secret }))).status).toBe(401);
  });
});

it("with CREDITS_JWKS_URL a token of the service's key is believed, for its audience", async () => {
  const pair = await aKeyPair("ES256", "key-1");
  const { jwksUrl } = await aKeyService(pair.jwk);
  const { ask, told } = await start({ CREDITS_JWKS_URL: jwksUrl, CREDITS_TOKEN_AUDIENCE: audience });
  const now = Math.floor(Date.now() / 1_000);
  const sign = (changes = {}) => pair.sign({ sub: "cus_test", aud: audience, iat: now, exp: now + 60, ...changes });

  expect((await ask(await sign())).status).toBe(200);
  expect((await ask(await sign(), "cus_other")).status).toBe(403);
  expect((await ask(await sign({ aud: "another" }))).status).toBe(401);
  expect((await ask(await sign({ exp: now - 60 }))).status).toBe(401);
  expect((await ask(await signCustomerToken({ customerId: "cus_test", secret, audience }))).status).toBe(401);
  expect(told.stderr).toContain(`a key from ${jwksUrl}`);
});

describe("pages on other origins", () => {
  const origin = "https://app.example.com";
  const preflight = { method: "OPTIONS", headers: { Origin: origin } };

  it("may read where CREDITS_ALLOWED_ORIGINS names them", async () => {
    const { ask } = await start({ CREDITS_TOKEN_SECRET: secret, CREDITS_ALLOWED_ORIGINS: `https://b.example.com,${origin}` });
    const token = await signCustomerToken({ customerId: "cus_test", secret });
    const answer = await ask(token, "cus_test", { headers: { Origin: origin } });
    expect([answer.status, answer.headers.get("Access-Control-Allow-Origin")]).toEqual([200, origin]);
    expect((await ask(undefined, "cus_test", preflight)).headers.get("Access-Control-Allow-Headers")).toContain("Authorization");
  });

  it("may not where it does not", async () => {
    const { ask } = await start({ CREDITS_TOKEN_SECRET: secret });
    const answer = await ask(undefined, "cus_test", preflight);
    expect(await problemOf(answer)).toBe("403 forbidden");
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
});

it("everything else is a problem of its own, and none of it reaches Hyperline", async () => {
  const { url, requests } = await start({ CREDITS_TOKEN_SECRET: secret });
  const problemAt = async (path: string, method = "GET") => {
    const answer = await fetch(url + path, { method });
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    return problemOf(answer);
  };
  for (const path of ["/", "/page.js", "/api", "/api/hyperline", "/api/hyperline/", "/api/hyperlines/v1/customers/a/credits"]) {
    expect(await problemAt(path)).toBe("404 not_found");
  }
  expect(await problemAt("/v1/customers/cus_test/credits")).toBe("404 not_found");
  expect(await problemAt("/api/hyperline/v1/customers/%2e%2e/credits")).toBe("400 invalid_request");
  expect(await problemAt("/api/hyperline/v1/customers/cus_test/credits", "POST")).toBe("405 method_not_allowed");
  expect(await problemAt("/healthz", "POST")).toBe("405 method_not_allowed");
  expect(requests).toEqual([]);
});
