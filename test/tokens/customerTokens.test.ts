import { exportSPKI } from "jose";
import type { IncomingMessage } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import { customerTokens } from "../../src/tokens/customerTokens.ts";
import { observedSandbox, testTime } from "../support/credits.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { creditsUrl, problemOf, productsOf, proxyOptions } from "../support/proxy.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { serve } from "../support/serve.ts";
import {
  aKeyPair,
  aKeyService,
  aToken,
  at,
  audience,
  claims,
  encoded,
  otherSecret,
  secret,
  tokenProxy,
} from "../support/tokens.ts";
import { never } from "../support/upstream.ts";

/** What somebody makes who knows how tokens look, but no secret. */
const unsigned = (alg: string) => `${encoded({ alg, typ: "JWT" })}.${encoded(claims())}.`;
const [header = "", payload = "", signature = ""] = aToken().split(".");
const bearerOf = (...token: Parameters<typeof aToken>) => `Bearer ${aToken(...token)}`;
const good = `${header}.${payload}.${signature}`;

describe("a good token", () => {
  it.each([
    { customerId: "cus_test", products: ["itm_apicalls"] },
    { customerId: "cus_other", products: ["itm_other"] },
  ])("lets its bearer read $customerId", async ({ customerId, products }) => {
    const bearer = `Bearer ${aToken(claims({ sub: customerId }))}`;

    expect(await productsOf(await tokenProxy().ask(bearer, customerId))).toStrictEqual(products);
  });

  it.each(["cus_other", "cus_nobody", "cus_tes", "cus_test2", "CUS_TEST"])("is no good for %s", async (customerId) => {
    const { ask, requests } = tokenProxy();

    expect(await problemOf(await ask(`Bearer ${good}`, customerId))).toBe("403 forbidden");
    expect(requests).toHaveLength(0);
  });

  it.each(["bearer", "BEARER", "Bearer "])("may come with the scheme written %j", async (scheme) => {
    expect((await tokenProxy().ask(`${scheme} ${good}`)).status).toBe(200);
  });

  it("may be meant for others, too", async () => {
    const token = aToken(claims({ aud: ["another-service", "hyperline-credit-balances"] }));

    expect((await tokenProxy().ask(`Bearer ${token}`)).status).toBe(200);
  });
});

describe("whoever brings no token to believe is not signed in", () => {
  it.each([
    { label: "nothing", authorization: undefined },
    { label: "an empty header", authorization: "" },
    { label: "no token after the scheme", authorization: "Bearer" },
    { label: "a token without a scheme", authorization: good },
    { label: "another scheme", authorization: `Basic ${good}` },
    { label: "a scheme that only ends so", authorization: `XBearer ${good}` },
    { label: "two schemes", authorization: `Basic Bearer ${good}` },
    { label: "a scheme and a comma", authorization: `Bearer, ${good}` },
    { label: "no blank after the scheme", authorization: `Bearer${good}` },
    { label: "a tab after the scheme", authorization: `Bearer\t${good}` },
    { label: "two tokens", authorization: `Bearer ${good} ${good}` },
    { label: "two headers", authorization: `Bearer ${good}, Bearer ${good}` },
    { label: "quotes", authorization: `Bearer "${good}"` },
    { label: "a parameter", authorization: `Bearer token=${good}` },
    { label: "garbage", authorization: "Bearer x" },
    { label: "garbage in three parts", authorization: "Bearer a.b.c" },
    { label: "blanks", authorization: "Bearer   " },
    { label: "two parts", authorization: `Bearer ${header}.${payload}` },
    { label: "an empty signature", authorization: `Bearer ${header}.${payload}.` },
    { label: "four parts", authorization: `Bearer ${good}.${signature}` },
    { label: "five parts, as if encrypted", authorization: `Bearer ${good}.${signature}.${signature}` },
    { label: "padding", authorization: `Bearer ${good}=` },
    { label: "a very long token", authorization: `Bearer ${good}${"A".repeat(100_000)}` },
    { label: "alg none", authorization: `Bearer ${unsigned("none")}` },
    { label: "alg None", authorization: `Bearer ${unsigned("None")}` },
    { label: "alg none with a signature", authorization: `Bearer ${unsigned("none")}${signature}` },
    { label: "alg HS256 without a signature", authorization: `Bearer ${unsigned("HS256")}` },
    { label: "HS384", authorization: bearerOf(claims(), secret, { alg: "HS384" }) },
    { label: "HS512", authorization: bearerOf(claims(), secret, { alg: "HS512" }) },
    { label: "another secret", authorization: bearerOf(claims(), otherSecret) },
    { label: "a secret that begins like ours", authorization: bearerOf(claims(), secret.slice(0, -1)) },
    { label: "an expired token", authorization: bearerOf(claims({ exp: at(-60) })) },
    { label: "a token that is not good yet", authorization: bearerOf(claims({ nbf: at(60) })) },
    { label: "a token from the future", authorization: bearerOf(claims({ iat: at(60) })) },
    {
      label: "a token older than ten minutes that says it is good",
      authorization: bearerOf(claims({ iat: at(-660), exp: at(60) })),
    },
    { label: "a token without an end", authorization: bearerOf(claims({ exp: undefined })) },
    { label: "a token without a beginning", authorization: bearerOf(claims({ iat: undefined })) },
    { label: "an end that is text", authorization: bearerOf(claims({ exp: String(at(290)) })) },
    { label: "an end that is null", authorization: bearerOf(claims({ exp: null })) },
    { label: "a beginning that is text", authorization: bearerOf(claims({ iat: String(at(-10)) })) },
    { label: "a token for another service", authorization: bearerOf(claims({ aud: "another-service" })) },
    { label: "a token for several other services", authorization: bearerOf(claims({ aud: ["a", "b"] })) },
    { label: "a token for nobody", authorization: bearerOf(claims({ aud: undefined })) },
    { label: "a token for everybody", authorization: bearerOf(claims({ aud: "*" })) },
    {
      label: "a token for a service whose name begins so",
      authorization: bearerOf(claims({ aud: "hyperline-credit-balances.evil" })),
    },
    { label: "an extension that nobody here knows", authorization: bearerOf(claims(), secret, { crit: ["x"], x: 1 }) },
  ])("$label", async ({ authorization }) => {
    const { ask, requests } = tokenProxy();

    expect(await problemOf(await ask(authorization))).toBe("401 unauthenticated");
    expect(requests).toHaveLength(0);
  });
});

describe("clocks that are apart", () => {
  it.each([
    { label: "4 seconds after its end is believed", changes: { exp: at(-4) }, status: 200 },
    { label: "6 seconds after its end is not", changes: { exp: at(-6) }, status: 401 },
    { label: "4 seconds before it is good is believed", changes: { nbf: at(4) }, status: 200 },
    { label: "6 seconds before it is good is not", changes: { nbf: at(6) }, status: 401 },
    { label: "4 seconds before it was signed is believed", changes: { iat: at(4) }, status: 200 },
    { label: "6 seconds before it was signed is not", changes: { iat: at(6) }, status: 401 },
    { label: "ten minutes and 4 seconds old is believed", changes: { iat: at(-604) }, status: 200 },
    { label: "ten minutes and 6 seconds old is not", changes: { iat: at(-606) }, status: 401 },
  ])("a token $label", async ({ changes, status }) => {
    expect((await tokenProxy().ask(`Bearer ${aToken(claims(changes))}`)).status).toBe(status);
  });
});

describe("an issuer", () => {
  it.each([
    { iss: "https://id.example.com", status: 200 },
    { iss: "https://id.example.com/", status: 401 },
    { iss: "https://evil.example", status: 401 },
    { iss: undefined, status: 401 },
  ])("that is demanded, and is $iss, gives $status", async ({ iss, status }) => {
    const { ask } = tokenProxy({ secret, issuer: "https://id.example.com" });

    expect((await ask(`Bearer ${aToken(claims({ iss }))}`)).status).toBe(status);
  });

  it("that nobody demands can be anyone who knows the secret", async () => {
    expect((await tokenProxy().ask(`Bearer ${aToken(claims({ iss: "anyone" }))}`)).status).toBe(200);
  });
});

describe("a change of secrets", () => {
  it.each([
    { label: "the new one", key: secret, status: 200 },
    { label: "the old one", key: otherSecret, status: 200 },
    { label: "neither", key: "x".repeat(64), status: 401 },
  ])("lets tokens in that are signed with $label: $status", async ({ key, status }) => {
    const { ask } = tokenProxy({ secret: [secret, otherSecret] });

    expect((await ask(`Bearer ${aToken(claims(), key)}`)).status).toBe(status);
  });

  it("ends with the old one being no good", async () => {
    expect((await tokenProxy({ secret: [secret] }).ask(`Bearer ${aToken(claims(), otherSecret)}`)).status).toBe(401);
  });
});

describe("a claim that holds the customer", () => {
  it.each([
    { label: "an id", customers: "cus_test", status: 200 },
    { label: "a list of ids", customers: ["cus_1", "cus_test"], status: 200 },
    { label: "a list without it", customers: ["cus_1", "cus_2"], status: 403 },
    { label: "an empty list", customers: [], status: 403 },
    { label: "an id that begins so", customers: "cus_test2", status: 403 },
    { label: "ids in one text", customers: "cus_test cus_1", status: 403 },
    { label: "a list in a list in a list", customers: [[["cus_test"]]], status: 403 },
    { label: "an object", customers: { id: "cus_test" }, status: 403 },
    { label: "an object with it as a key", customers: { cus_test: true }, status: 403 },
    { label: "true", customers: true, status: 403 },
    { label: "null", customers: null, status: 403 },
    { label: "nothing", customers: undefined, status: 403 },
    { label: "a star", customers: "*", status: 403 },
  ])("and holds $label: $status", async ({ customers, status }) => {
    const { ask } = tokenProxy({ secret, claim: "customers" });

    expect((await ask(`Bearer ${aToken(claims({ customers }))}`)).status).toBe(status);
  });

  it("is the only one that counts", async () => {
    const token = aToken(claims({ sub: "cus_test", customers: ["cus_other"] }));

    expect((await tokenProxy({ secret, claim: "customers" }).ask(`Bearer ${token}`)).status).toBe(403);
  });
});

describe("published keys", () => {
  it.each(["RS256", "PS256", "ES256", "ES384", "EdDSA"])("let tokens in that are signed with %s", async (alg) => {
    const pair = await aKeyPair(alg, "key_1");
    const { jwksUrl } = await aKeyService(pair.jwk);
    const { ask } = tokenProxy({ jwksUrl, audience });
    const bearer = `Bearer ${await pair.sign()}`;

    expect((await ask(bearer)).status).toBe(200);
    expect((await ask(bearer, "cus_other")).status).toBe(403);
  });

  it("are asked for once", async () => {
    const pair = await aKeyPair("ES256", "key_1");
    const service = await aKeyService(pair.jwk);
    const { ask } = tokenProxy({ jwksUrl: service.jwksUrl, audience });
    const bearer = `Bearer ${await pair.sign()}`;
    await Promise.all([ask(bearer), ask(bearer), ask(bearer, "cus_other")]);
    await ask(bearer);

    expect(service.calls).toBe(1);
  });

  it("can be changed: a token of a new one is believed once it is published", async () => {
    // The clock of jose is the machine's: it asks for new keys every half minute at the most.
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const [old, next] = await Promise.all([aKeyPair("ES256", "key_1"), aKeyPair("ES256", "key_2")]);
    const service = await aKeyService(old.jwk);
    const { ask } = tokenProxy({ jwksUrl: service.jwksUrl, audience });
    expect((await ask(`Bearer ${await old.sign()}`)).status).toBe(200);
    expect((await ask(`Bearer ${await next.sign()}`)).status).toBe(401);

    service.keys.push(next.jwk);
    vi.setSystemTime(Date.now() + 30_001);
    expect((await ask(`Bearer ${await next.sign()}`)).status).toBe(200);
    expect((await ask(`Bearer ${await old.sign()}`)).status).toBe(200);
    expect(service.calls).toBe(2);
  });

  it("that were had are enough while their service is away", async () => {
    const pair = await aKeyPair("ES256", "key_1");
    const service = await aKeyService(pair.jwk);
    const { ask } = tokenProxy({ jwksUrl: service.jwksUrl, audience });
    const bearer = `Bearer ${await pair.sign()}`;
    await ask(bearer);
    service.isDown = true;

    expect((await ask(bearer)).status).toBe(200);
  });

  it("leave it to their service how long its tokens live", async () => {
    const pair = await aKeyPair("ES256", "key_1");
    const { jwksUrl } = await aKeyService(pair.jwk);
    const token = await pair.sign(claims({ aud: audience, iat: at(-3_000), exp: at(600) }));

    expect((await tokenProxy({ jwksUrl, audience }).ask(`Bearer ${token}`)).status).toBe(200);
  });

  it.each([
    { label: "of an unknown key", changes: {}, extra: { kid: "key_2" } },
    { label: "of a known key that another key signed", changes: {}, extra: {}, foreign: true },
    { label: "that brings its own key", changes: {}, extra: { jwk: {} }, foreign: true },
    { label: "that names its own service", changes: {}, extra: { jku: "http://127.0.0.1/keys" }, foreign: true },
    { label: "that has expired", changes: { exp: at(-6) }, extra: {} },
    { label: "that is not good yet", changes: { nbf: at(6) }, extra: {} },
    { label: "without an end", changes: { exp: undefined }, extra: {} },
    { label: "for another audience", changes: { aud: "another-service" }, extra: {} },
    { label: "for the audience that goes without saying elsewhere", changes: { aud: "hyperline-credit-balances" }, extra: {} },
    { label: "for nobody", changes: { aud: undefined }, extra: {} },
    { label: "of another issuer", changes: { iss: "https://evil.example" }, extra: {} },
  ])("do not let a token in $label", async ({ changes, extra, foreign = false }) => {
    const [pair, stranger] = await Promise.all([aKeyPair("ES256", "key_1"), aKeyPair("ES256", "key_1")]);
    const { jwksUrl } = await aKeyService(pair.jwk);
    const issuer = "https://id.example.com";
    const { ask, requests } = tokenProxy({ jwksUrl, audience, issuer });
    const own = "jwk" in extra ? { jwk: stranger.jwk } : extra;
    const token = await (foreign ? stranger : pair).sign(claims({ aud: audience, iss: issuer, ...changes }), own);

    expect(await problemOf(await ask(`Bearer ${token}`))).toBe("401 unauthenticated");
    expect(requests).toHaveLength(0);
  });

  it.each(["HS256", "HS512", "none"])("are never taken for a secret (%s)", async (alg) => {
    const pair = await aKeyPair("RS256", "key_1");
    const { jwksUrl } = await aKeyService(pair.jwk);
    const { ask } = tokenProxy({ jwksUrl, audience });
    const published = [await exportSPKI(pair.publicKey), JSON.stringify(pair.jwk), pair.jwk.n ?? ""];
    const forged =
      alg === "none"
        ? [`${unsigned("none")}x`]
        : published.map((key) => aToken(claims({ aud: audience }), key, { alg, kid: "key_1" }));

    for (const token of forged) expect((await ask(`Bearer ${token}`)).status).toBe(401);
  });

  it("that are secret by mistake are not used", async () => {
    const k = Buffer.from(secret).toString("base64url");
    const { jwksUrl } = await aKeyService({ kty: "oct", k, kid: "key_1", alg: "HS256" });
    const token = aToken(claims({ aud: audience }), secret, { kid: "key_1" });

    expect((await tokenProxy({ jwksUrl, audience }).ask(`Bearer ${token}`)).status).toBe(401);
  });
});

describe("a key service that is no help", () => {
  const elsewhere = { "a redirect": 302, "an error": 500, nothing: 404 };

  it.each([
    ...Object.entries(elsewhere).map(([label, status]) => ({ label, changes: { status } })),
    { label: "a closed connection", changes: { isDown: true } },
    { label: "HTML", changes: { body: "<h1>Sign in</h1>" } },
    { label: "another shape", changes: { body: '{"keys":{}}' } },
    { label: "null", changes: { body: "null" } },
  ])("but gives $label lets nobody in, and a new token would not help", async ({ changes }) => {
    const pair = await aKeyPair("ES256", "key_1");
    const service = Object.assign(await aKeyService(pair.jwk), changes);
    const { ask, requests } = tokenProxy({ jwksUrl: service.jwksUrl, audience });

    expect(await problemOf(await ask(`Bearer ${await pair.sign()}`))).toBe("403 forbidden");
    expect(requests).toHaveLength(0);

    Object.assign(service, { status: 200, isDown: false, body: "" });
    expect((await ask(`Bearer ${await pair.sign()}`)).status).toBe(200);
  });

  it("for it hangs, lets nobody in by the deadline", async () => {
    const pair = await aKeyPair("ES256", "key_1");
    const jwksUrl = await serve(() => never());
    const { ask, requests } = tokenProxy({ jwksUrl, audience }, { timeout: 100 });

    expect(await problemOf(await ask(`Bearer ${await pair.sign()}`))).toBe("504 upstream_timeout");
    expect(requests).toHaveLength(0);
  });

  it("is not asked about what cannot be a token", async () => {
    const service = await aKeyService();
    await tokenProxy({ jwksUrl: service.jwksUrl, audience }).ask("Bearer x");

    expect(service.calls).toBe(0);
  });
});

describe("the listener", () => {
  const path = new URL(creditsUrl()).pathname;

  function listening() {
    const { fetch, requests } = observedSandbox();
    const authorize = customerTokens({ secret, now: () => testTime });
    return { requests, origin: serve(createCreditsListener(proxyOptions<IncomingMessage>({ fetch, authorize }))) };
  }

  it.each([
    { label: "a good token", authorization: `Bearer ${good}`, status: 200 },
    { label: "no token", authorization: undefined, status: 401 },
    { label: "garbage", authorization: "Bearer a.b.c", status: 401 },
    { label: "two tokens in one header", authorization: `Bearer ${good}, Bearer ${good}`, status: 401 },
    { label: "two headers", authorization: [`Bearer ${good}`, "Bearer a.b.c"], status: 401 },
    { label: "two headers the other way round", authorization: ["Bearer a.b.c", `Bearer ${good}`], status: 401 },
  ])("answers $status to $label", async ({ authorization, status }) => {
    const { origin } = listening();
    const headers = authorization === undefined ? {} : { Authorization: authorization };

    expect((await rawRequest(await origin, path, { headers })).status).toBe(status);
  });

  it.each([
    { label: "has put it there from a cookie", sent: undefined, left: `Bearer ${good}`, status: 200 },
    { label: "has taken it away", sent: `Bearer ${good}`, left: undefined, status: 401 },
    { label: "has replaced it", sent: `Bearer ${good}`, left: bearerOf(claims({ sub: "cus_other" })), status: 403 },
  ])("reads the header as the host has left it: one that $label", async ({ sent, left, status }) => {
    const listener = createCreditsListener(proxyOptions({ authorize: customerTokens({ secret, now: () => testTime }) }));
    const origin = await serve((request, response) => {
      if (left === undefined) delete request.headers.authorization;
      else request.headers.authorization = left;
      listener(request, response);
    });
    const headers = sent === undefined ? {} : { Authorization: sent };

    expect((await rawRequest(origin, path, { headers })).status).toBe(status);
  });

  it("answers 403 to a token of another customer", async () => {
    const { origin, requests } = listening();
    const headers = { Authorization: `Bearer ${aToken(claims({ sub: "cus_other" }))}` };

    expect((await rawRequest(await origin, path, { headers })).status).toBe(403);
    expect(requests).toHaveLength(0);
  });
});

describe("a mistake in the options", () => {
  const jwksUrl = "https://id.example.com/.well-known/jwks.json";

  it.each([
    { label: "neither a secret nor keys", options: {}, says: "needs either secret or jwksUrl", mend: "Pass one of them" },
    { label: "an empty environment", options: { secret: undefined }, says: "needs either secret or jwksUrl", mend: "Pass one" },
    { label: "both", options: { secret, jwksUrl, audience }, says: "needs either secret or jwksUrl", mend: "Pass one of them" },
    { label: "an empty secret", options: { secret: "" }, says: "shorter than 32 bytes", mend: "openssl rand -base64 32" },
    { label: "a short secret", options: { secret: "x".repeat(31) }, says: "shorter than 32 bytes", mend: "openssl rand" },
    { label: "few bytes", options: { secret: new Uint8Array(31) }, says: "shorter than 32 bytes", mend: "openssl rand" },
    { label: "a number", options: { secret: 7 }, says: "shorter than 32 bytes", mend: "openssl rand" },
    {
      label: "one short secret among good ones",
      options: { secret: [secret, "old"] },
      says: "shorter than",
      mend: "openssl rand",
    },
    {
      label: "a secret that is not there among good ones",
      options: { secret: [secret, undefined] },
      says: "shorter",
      mend: "openssl",
    },
    { label: "no secret in the list", options: { secret: [] }, says: "secret is an empty list", mend: "signCustomerToken" },
    { label: "keys for anybody's tokens", options: { jwksUrl }, says: "audience is missing", mend: "Pass what your tokens say" },
    { label: "an empty audience", options: { jwksUrl, audience: "" }, says: "audience is missing", mend: "Pass what your" },
    { label: "a list of audiences", options: { jwksUrl, audience: ["a"] }, says: "audience is missing", mend: "Pass what your" },
    {
      label: "keys over http",
      options: { jwksUrl: "http://id.example.com/keys", audience },
      says: "unprotected",
      mend: "https://",
    },
    { label: "keys from a neighbour", options: { jwksUrl: "http://10.0.0.1/", audience }, says: "unprotected", mend: "https://" },
    { label: "keys from nowhere", options: { jwksUrl: "keys", audience }, says: "jwksUrl is no URL", mend: "https://" },
    {
      label: "keys with a password",
      options: { jwksUrl: "https://a:b@x.example", audience },
      says: "user name",
      mend: "https://",
    },
  ])("such as $label is a TypeError that says how to mend it", ({ options, says, mend }) => {
    const create = () => customerTokens(fromJavaScript(options));

    expect(create).toThrow(TypeError);
    expect(create).toThrow(says);
    expect(create).toThrow(mend);
  });

  it("is none where the service of the keys is on this machine", () => {
    expect(() => customerTokens({ jwksUrl: "http://127.0.0.1:9/keys", audience })).not.toThrow();
  });

  it("does not repeat the secret", () => {
    expect(() => customerTokens({ secret: "hunter2" })).toThrow(/^(?!.*hunter2)/s);
  });
});
