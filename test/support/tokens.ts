import { createHmac } from "node:crypto";
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import type { JWK } from "jose";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { customerTokens } from "../../src/tokens/customerTokens.ts";
import type { CustomerTokensOptions } from "../../src/tokens/customerTokens.ts";
import { aCredit, aCustomer, observedSandbox, testTime } from "./credits.ts";
import { fromJavaScript } from "./fromJavaScript.ts";
import { creditsUrl, proxyOptions } from "./proxy.ts";
import { serve } from "./serve.ts";

/** The secret that tests sign with: long enough for HS512, so that only the algorithm's name can be what is refused. */
export const secret = "a secret of sixty-four characters, which no proxy but a test's has";

export const otherSecret = secret.toUpperCase();

/** For whom tokens are meant that a service of the host signs. */
export const audience = "https://credits.example.com";

/** The time of a token: seconds since 1970, this many after the time of every test. */
export function at(seconds: number): number {
  return testTime / 1_000 + seconds;
}

/** What a token says; anything, for a token can say anything. */
export type Claims = Record<string, unknown>;

/** What a good token of `cus_test` says, with changes. `undefined` leaves a claim out. */
export function claims(changes: Claims = {}): Claims {
  return { sub: "cus_test", aud: "hyperline-credit-balances", iat: at(-10), exp: at(290), ...changes };
}

/** A token of a secret's, made without our own code and its libraries, so that both sides of it are not wrong together. */
export function aToken(payload: Claims = claims(), key: string = secret, header: Claims = {}): string {
  const { alg = "HS256" } = header;
  const text = `${encoded({ alg, typ: "JWT", ...header })}.${encoded(payload)}`;
  return `${text}.${createHmac(String(alg).replace("HS", "sha"), key).update(text).digest("base64url")}`;
}

/** A part of a token, from what it says. */
export function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A proxy over two customers that believes tokens, and how it is asked with an `Authorization` header. */
export function tokenProxy(options: CustomerTokensOptions = { secret }, changes: Partial<CreditsProxyOptions<Request>> = {}) {
  const customers = [aCustomer(), aCustomer({ id: "cus_other", credits: [aCredit({ product_id: "itm_other" })] })];
  const { fetch, requests } = observedSandbox({ customers });
  const authorize = customerTokens({ now: () => testTime, ...options });
  const handler = createCreditsHandler(proxyOptions({ fetch, authorize, ...changes }));
  return {
    requests,
    ask: (authorization: string | undefined, customerId = "cus_test") =>
      handler(
        new Request(creditsUrl(customerId), authorization === undefined ? {} : { headers: { Authorization: authorization } }),
      ),
  };
}

/** A pair of keys with an id, and the public one as a service publishes it. */
export async function aKeyPair(alg: string, kid: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg, use: "sig" };
  const sign = (payload = claims({ aud: audience }), header: Claims = {}) =>
    new SignJWT(fromJavaScript(payload)).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);
  return { alg, kid, jwk, publicKey, sign };
}

/** A service that publishes keys on a loopback port: the list can be changed, and so can the answer. */
export async function aKeyService(...keys: JWK[]) {
  const service = { keys, calls: 0, status: 200, body: "", isDown: false };
  const origin = await serve((request, response) => {
    service.calls += 1;
    if (service.isDown) request.socket.destroy();
    const body = service.body || JSON.stringify({ keys: service.keys });
    response.writeHead(service.status, { "Content-Type": "application/json" }).end(body);
  });
  return Object.assign(service, { jwksUrl: `${origin}/.well-known/jwks.json` });
}
