import { SignJWT } from "jose";
import { isCustomerId } from "../domain/customerId.ts";
import { demand } from "../domain/demand.ts";
import { defaultAudience, longestLife, toSecretBytes } from "./secrets.ts";
import type { TokenSecret } from "./secrets.ts";

/** What a token says, and who can say it. */
export type SignCustomerTokenOptions = {
  /** The customer whose credits the token lets its bearer read. */
  customerId: string;
  /** The secret that `customerTokens` was given, the newest one where there are several. At least 32 bytes. */
  secret: TokenSecret | undefined;
  /** The proxy that it is for. @default "hyperline-credit-balances" */
  audience?: string | undefined;
  /** How long it is good, in milliseconds, up to 600_000. @default 300_000 */
  expiresIn?: number | undefined;
  /** Milliseconds since 1970; for tests. @default Date.now */
  now?: (() => number) | undefined;
};

/**
 * Signs a short-lived token (JWT, HS256) that lets whoever holds it read the credits of one customer. Call it on your server, for a signed-in
 * visitor.
 *
 * @example
 * app.get("/credits-token", async (request, response) => {
 *   const { customerId } = await session(request);
 *   response.send(await signCustomerToken({ customerId, secret: process.env.CREDITS_TOKEN_SECRET }));
 * });
 * @throws TypeError when an option is wrong, with how to mend it
 */
export async function signCustomerToken(options: SignCustomerTokenOptions): Promise<string> {
  const { customerId, secret, audience = defaultAudience, expiresIn = 300_000, now = Date.now } = options;
  demand(
    secret !== undefined,
    "secret is missing. Pass it from your server's environment, as in `process.env.CREDITS_TOKEN_SECRET`.",
  );
  demand(isCustomerId(customerId), 'customerId is no customer id. Pass it as Hyperline gives it, like "cus_…".');
  demand(
    expiresIn >= 1_000 && expiresIn <= longestLife,
    `expiresIn is ${expiresIn}: it is in milliseconds, from 1000 to ${longestLife}. Leave it out for 300000.`,
  );
  const issuedAt = Math.floor(now() / 1_000);
  return new SignJWT()
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(customerId)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + Math.floor(expiresIn / 1_000))
    .sign(toSecretBytes(secret));
}
