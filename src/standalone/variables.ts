import { demand } from "../domain/demand.ts";
import { toSettings } from "../proxy/settings.ts";
import { customerTokens } from "../tokens/customerTokens.ts";
import { toPort } from "./toPort.ts";

/** The environment of a process, in which an empty variable counts as none. */
export type Environment = Readonly<Record<string, string | undefined>>;

const right = { apiKey: "test_right", authorize: () => true };
const anything = () => undefined;

/** What each value must stand. The checks are the proxy's own; their messages begin with the name of its option. */
export const checks = {
  PORT: toPort,
  CREDITS_HOST: anything,
  CREDITS_ALLOWED_ORIGINS: (origin: string) => toSettings({ ...right, allowedOrigins: [origin] }),
  HYPERLINE_API_KEY: (apiKey: string) => toSettings({ ...right, apiKey }),
  HYPERLINE_BASE_URL: (baseUrl: string) => toSettings({ ...right, baseUrl }),
  CREDITS_TOKEN_SECRET: (secret: string) => customerTokens({ secret }),
  CREDITS_JWKS_URL: (jwksUrl: string) => customerTokens({ jwksUrl, audience: "any" }),
  CREDITS_TOKEN_AUDIENCE: anything,
  CREDITS_TOKEN_ISSUER: anything,
  CREDITS_REDIS_URL: (url: string) =>
    demand(
      URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol) && !/%(?![\da-f]{2})/i.test(url),
      'url is no address of a Redis. Write it like "redis://user:password@redis.example.com:6379/0", or with rediss:// for TLS; a % in the password is written %25.',
    ),
} satisfies Record<string, (value: string) => unknown>;

export type Variable = keyof typeof checks;

const lists: readonly Variable[] = ["CREDITS_ALLOWED_ORIGINS", "CREDITS_TOKEN_SECRET"];
const ofSandbox: readonly Variable[] = ["PORT", "CREDITS_HOST", "CREDITS_ALLOWED_ORIGINS"];

/** Those that count, and with `--sandbox` those that still do. */
export function variables(isSandbox: boolean): readonly Variable[] {
  return isSandbox ? ofSandbox : Object.keys(checks).filter(isVariable);
}

export function isVariable(name: string): name is Variable {
  return Object.hasOwn(checks, name);
}

/** The values of a variable, which of one that is no list are one or none. */
export function valuesOf(environment: Environment, name: Variable): string[] {
  const text = environment[name];
  if (!text) return [];
  if (!lists.includes(name)) return [text];
  return text
    .split(",")
    .map((value) => value.trim())
    .filter((value) => value !== "");
}
