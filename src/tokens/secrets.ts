import { demand } from "../domain/demand.ts";

/** A secret that signs customer tokens: text, or bytes; 32 bytes at the least, as HS256 asks (RFC 7518 §3.2). */
export type TokenSecret = string | Uint8Array;

/** For whom tokens are meant where nobody says otherwise. */
export const defaultAudience = "hyperline-credit-balances";

/** How long a signed token can live, in milliseconds. */
export const longestLife = 600_000;

export function toSecretBytes(secret: TokenSecret): Uint8Array {
  const bytes = typeof secret === "string" ? new TextEncoder().encode(secret) : secret;
  demand(
    bytes instanceof Uint8Array && bytes.byteLength >= 32,
    "secret is shorter than 32 bytes: it could be guessed. Make one with `openssl rand -base64 32`, and pass it from your server's environment.",
  );
  return bytes;
}
