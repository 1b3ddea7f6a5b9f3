import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { base64url, createRemoteJWKSet, errors, jwtVerify } from "jose";
import type { JWTPayload, JWTVerifyOptions } from "jose";
import { demand, demandUrl } from "../domain/demand.ts";
import { defaultAudience, longestLife, toSecretBytes } from "./secrets.ts";
import type { TokenSecret } from "./secrets.ts";

/** Which tokens are believed: those signed with a secret of yours, or by a service that publishes its keys. */
export type CustomerTokensOptions = {
  /** The secret of `signCustomerToken`. To change it, pass `[new, old]` until the tokens of the old one have run out. */
  secret?: TokenSecret | readonly TokenSecret[] | undefined;
  /** Where the keys of the service that signs the tokens stand, as a JWK set; `https:`, or a loopback address. Where there are several keys, tokens must name theirs (`kid`). */
  jwksUrl?: string | undefined;
  /** What `aud` must say. @default "hyperline-credit-balances" with a secret; required with `jwksUrl` */
  audience?: string | undefined;
  /** What `iss` must say. @default anything */
  issuer?: string | undefined;
  /** The claim that holds the customer id, or a list of them. @default "sub" */
  claim?: string | undefined;
  /** Milliseconds since 1970; for tests. @default Date.now */
  now?: (() => number) | undefined;
};

/** Fits `authorize` of a handler and of a listener. */
type Authorize = (request: Request | IncomingMessage, customerId: string) => Promise<boolean | null>;

/** In seconds: how far the clocks of the signer and of this server may be apart. */
const clockTolerance = 5;

/** Asymmetric ones only, so that a published key can never be taken for a secret. */
const publicAlgorithms = ["RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"];

/**
 * An `authorize` for widgets on another origin: the visitor's request carries `Authorization: Bearer` and a short-lived JWT that names
 * the customer. No token, or one that is not to be believed: 401, upon which the widget asks the host for a new one. A good token of another
 * customer: 403.
 *
 * @example
 * createCreditsHandler({
 *   apiKey: process.env.HYPERLINE_API_KEY,
 *   allowedOrigins: ["https://app.example.com"],
 *   authorize: customerTokens({ secret: process.env.CREDITS_TOKEN_SECRET }),
 * });
 * @throws TypeError when an option is wrong, with how to mend it
 */
export function customerTokens(options: CustomerTokensOptions): Authorize {
  const { claim = "sub" } = options;
  const verify = toVerify(options);
  return async (request, customerId) => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorizationOf(request) ?? "")?.[1];
    const payload = token && token.split(".").every(isCanonical) ? await verify(token) : undefined;
    if (!payload) return null;
    return [payload[claim]].flat().includes(customerId);
  };
}

/** Gives what a token says, if it is to be believed. */
function toVerify({ secret, jwksUrl, audience, issuer, now = Date.now }: CustomerTokensOptions) {
  demand(
    (secret === undefined) !== (jwksUrl === undefined),
    "customerTokens needs either secret or jwksUrl, to know which tokens to believe. Pass one of them, from your server's environment.",
  );
  const common: JWTVerifyOptions = { clockTolerance, requiredClaims: ["exp"], ...(issuer !== undefined && { issuer }) };

  if (jwksUrl !== undefined) {
    demand(
      typeof audience === "string" && audience !== "",
      "audience is missing: without it a token that was issued for another service would do. Pass what your tokens say in `aud`.",
    );
    const keys = createRemoteJWKSet(demandUrl("jwksUrl", jwksUrl, "https://id.example.com/.well-known/jwks.json"));
    const rules = { ...common, audience, algorithms: publicAlgorithms };
    return (token: string) => believed(jwtVerify(token, keys, { ...rules, currentDate: new Date(now()) }));
  }

  const secrets = [secret ?? []].flat().map(toSecretBytes);
  demand(secrets.length > 0, "secret is an empty list: no token would be believed. Put the secret of signCustomerToken into it.");
  const rules = { ...common, audience: audience ?? defaultAudience, algorithms: ["HS256"], maxTokenAge: longestLife / 1_000 };
  return async (token: string) => {
    for (const key of secrets) {
      const payload = await believed(jwtVerify(token, key, { ...rules, currentDate: new Date(now()) }));
      if (payload) return payload;
    }
    return undefined;
  };
}

/** Of the published keys, not of the token. */
const keyTroubles: readonly string[] = ["ERR_JOSE_GENERIC", "ERR_JWKS_INVALID", "ERR_JWKS_TIMEOUT"];

/** A token that is not to be believed says nothing. Keys that cannot be had are thrown: a new token would not help. */
async function believed(verified: Promise<{ payload: JWTPayload }>): Promise<JWTPayload | undefined> {
  try {
    return (await verified).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && !keyTroubles.includes(error.code)) return undefined;
    throw error;
  }
}

/** The last letter of base64url has bits that count for nothing: without this check one token could be written in several ways. */
function isCanonical(part: string): boolean {
  try {
    return base64url.encode(base64url.decode(part)) === part;
  } catch {
    return false;
  }
}

function authorizationOf(request: Request | IncomingMessage): string | null | undefined {
  const { headers } = request;
  if (isHeaders(headers)) return headers.get("authorization");
  // Of two headers Node keeps the first in silence, and whatever stands in front of us may have read the second.
  const isDoubled = "headersDistinct" in request && (request.headersDistinct["authorization"]?.length ?? 0) > 1;
  return isDoubled ? undefined : headers["authorization"];
}

/** `instanceof` would not know the `Headers` that a framework brings along. */
function isHeaders(headers: Headers | IncomingHttpHeaders): headers is Headers {
  return typeof headers.get === "function";
}
