import type { IncomingMessage, ServerResponse } from "node:http";
import { problemAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { createCore } from "./createCore.ts";
import { isFoldedRoute, matchRoute } from "../domain/matchRoute.ts";
import type { CreditsProxyOptions } from "./options.ts";

/** What Express, Connect, Fastify (with middie) and node:http call. */
export type CreditsListener = (request: IncomingMessage, response: ServerResponse, next?: () => void) => void;

/**
 * The proxy for node:http and everything built on it. Paths that are not `…/v1/customers/{id}/credits` go to `next`; without
 * a `next` they are refused.
 *
 * @example
 * app.use("/api/hyperline", createCreditsListener({ apiKey: process.env.HYPERLINE_API_KEY, authorize }));
 * @throws TypeError when an option is wrong, with how to mend it
 */
export function createCreditsListener(options: CreditsProxyOptions<IncomingMessage>): CreditsListener {
  const core = createCore(options);
  return (incoming, response, next) => {
    const target = incoming.url ?? "";
    const route = matchRoute(target);
    if (!route) {
      if (next) return next();
      return write(response, problemAnswer(isFoldedRoute(target) ? "invalid_request" : "not_found"));
    }
    if (response.destroyed) return;
    const header = (name: string) => incoming.headers[name]?.toString();
    const { customerId, hasQuery } = route;
    core({ customerId, hasQuery, method: incoming.method ?? "", header, incoming }).then(
      (answer) => write(response, answer),
      () => response.destroy(),
    );
  };
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, headers).end(body);
}
