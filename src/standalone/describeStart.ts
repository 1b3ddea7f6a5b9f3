import { toSettings } from "../proxy/settings.ts";
import type { Configuration } from "./toConfiguration.ts";

/** What the terminal says once the server listens: where, and whose credits for whom. Never a key, a secret or a password. */
export function describeStart({ host = "", proxy, tokens, redisUrl }: Configuration, port: number): string {
  const { baseUrl, allowedOrigins } = toSettings(proxy);
  const name = host.includes(":") ? `[${host}]` : host || "localhost";
  const lines = [`Listening on http://${name}:${port}${host ? "" : ", on every address of this machine"}`];
  if (tokens === undefined)
    lines.push("Credits come from the sandbox, in memory. Everyone may read them, and the page at / shows them.");
  else {
    lines.push(`Credits come from Hyperline at ${baseUrl}, with the key in HYPERLINE_API_KEY.`);
    lines.push(`Who brings a token signed with ${tokens} may read the customer that it names.`);
  }
  if (allowedOrigins.size > 0) lines.push(`Pages on ${[...allowedOrigins].join(", ")} may ask from there.`);
  else lines.push("Pages on other origins may not ask: CREDITS_ALLOWED_ORIGINS is not set.");
  if (redisUrl !== undefined) lines.push(`Cache and budget are shared through Redis at ${new URL(redisUrl).host}.`);
  return lines.join("\n");
}
