import type { CreditsEvent } from "./events.ts";
import type { Settings } from "./settings.ts";

/** Reports an event whose `customer` is still the id. */
export type Emit = (event: CreditsEvent) => void;

export type Pseudonym = ReturnType<typeof createPseudonym>;

/** Replaces customer ids by a keyed hash (HMAC-SHA-256, cut to 128 bits): without the API key nobody can try ids out. */
export function createPseudonym({ apiKey, baseUrl }: Settings) {
  const encoder = new TextEncoder();
  let key: Promise<CryptoKey> | undefined;
  return async (customerId: string): Promise<string> => {
    key ??= crypto.subtle.importKey("raw", encoder.encode(apiKey), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const hash = await crypto.subtle.sign("HMAC", await key, encoder.encode(`${baseUrl} ${customerId}`));
    return Array.from(new Uint8Array(hash, 0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };
}

/** Hands events to the host, in the order in which they happened. */
export function createEmit({ onEvent }: Settings, pseudonym: Pseudonym): Emit {
  if (!onEvent) return () => undefined;
  let last: Promise<unknown> = Promise.resolve();
  return (event) => {
    const hidden = "customer" in event ? pseudonym(event.customer).then((customer) => ({ ...event, customer })) : event;
    last = Promise.all([hidden, last])
      .then(([told]) => void Promise.resolve(onEvent(told)).catch(() => undefined))
      .catch(() => undefined);
  };
}
