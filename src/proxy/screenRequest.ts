import { isCustomerId } from "../domain/customerId.ts";
import { methodsAnswer, problemAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Route } from "../domain/matchRoute.ts";

/** One request to the credits route, free of any framework. */
export type Exchange<Incoming> = Route & {
  method: string;
  /** A header of the request, by its name in small letters. */
  header: (name: string) => string | null | undefined;
  /** What the framework gave us: `authorize` receives it untouched. */
  incoming: Incoming;
};

/**
 * Answers what needs nobody's permission: preflights, and requests that no widget sends. Browsers write the `Sec-Fetch-…` headers
 * themselves (https://www.w3.org/TR/fetch-metadata/), so a page on another site cannot do without them.
 *
 * @returns undefined for a read that `authorize` may be asked about
 */
export function screenRequest(exchange: Exchange<unknown>, allowedOrigins: ReadonlySet<string>): Answer | undefined {
  const { method, header, customerId, hasQuery } = exchange;
  const origin = header("origin");
  const isAllowed = allowedOrigins.has(origin ?? "");
  if (method === "OPTIONS") return origin && !isAllowed ? problemAnswer("forbidden") : methodsAnswer();
  if (method !== "GET" && method !== "HEAD") return problemAnswer("method_not_allowed");
  if (header("sec-fetch-mode") === "navigate") return problemAnswer("forbidden");
  if (header("sec-fetch-site") === "cross-site" && !isAllowed) return problemAnswer("forbidden");
  if (hasQuery || !isCustomerId(customerId)) return problemAnswer("invalid_request");
  return undefined;
}

/** What lets a page on a listed origin, and no other, read an answer. https://fetch.spec.whatwg.org/#http-cors-protocol */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, Authorization, Cache-Control",
    "Access-Control-Expose-Headers": "Cache-Status, Date, Retry-After",
    "Access-Control-Max-Age": "7200",
  };
}
