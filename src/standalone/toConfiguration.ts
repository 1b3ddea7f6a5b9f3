import type { IncomingMessage } from "node:http";
import type { CreditsProxyOptions } from "../proxy/options.ts";
import { createSandbox, sandboxApiKey } from "../sandbox/createSandbox.ts";
import { customerTokens } from "../tokens/customerTokens.ts";
import { defaultPort, toPort } from "./toPort.ts";
import { valuesOf } from "./variables.ts";
import type { Environment, Variable } from "./variables.ts";

/** What a server is made of. */
export type Configuration = {
  port: number;
  /** Undefined: every address of this machine. */
  host: string | undefined;
  proxy: CreditsProxyOptions<IncomingMessage>;
  /** What tokens are signed with, in words; undefined in the sandbox, where everyone may read. */
  tokens: string | undefined;
  redisUrl: string | undefined;
};

/** @param environment one without mistakes */
export function toConfiguration(environment: Environment, isSandbox: boolean): Configuration {
  const one = (name: Variable) => valuesOf(environment, name)[0];
  const port = toPort(one("PORT") ?? String(defaultPort));
  const host = one("CREDITS_HOST");
  const allowedOrigins = valuesOf(environment, "CREDITS_ALLOWED_ORIGINS");

  if (isSandbox) {
    const proxy = { apiKey: sandboxApiKey, fetch: createSandbox(), authorize: () => true, allowedOrigins };
    // Everyone may read: nothing to offer to a whole network unasked.
    return { port, host: host ?? "127.0.0.1", proxy, tokens: undefined, redisUrl: undefined };
  }

  const secret = valuesOf(environment, "CREDITS_TOKEN_SECRET");
  const jwksUrl = one("CREDITS_JWKS_URL");
  const authorize = customerTokens({
    ...(jwksUrl === undefined ? { secret } : { jwksUrl }),
    audience: one("CREDITS_TOKEN_AUDIENCE"),
    issuer: one("CREDITS_TOKEN_ISSUER"),
  });
  const proxy = { apiKey: one("HYPERLINE_API_KEY"), baseUrl: one("HYPERLINE_BASE_URL"), authorize, allowedOrigins };
  const tokens = jwksUrl === undefined ? nameOf(secret) : `a key from ${jwksUrl}`;
  return { port, host, proxy, tokens, redisUrl: one("CREDITS_REDIS_URL") };
}

/** Says so when there are several, because a secret that holds a comma is taken for two. */
function nameOf({ length }: readonly string[]): string {
  return length === 1 ? "CREDITS_TOKEN_SECRET" : `one of the ${length} secrets in CREDITS_TOKEN_SECRET`;
}
