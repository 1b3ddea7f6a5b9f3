import { problemAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { createCore } from "./createCore.ts";
import { isFoldedRoute, matchRoute } from "./matchRoute.ts";
import type { CreditsProxyOptions } from "./options.ts";

/**
 * The proxy for frameworks that speak `Request` and `Response`: Next.js, Hono, Remix, Bun, Deno, workers. Mount it anywhere; any path
 * that ends in `/v1/customers/{id}/credits` is answered, every other one refused.
 *
 * @example
 * export const GET = createCreditsHandler({
 *   apiKey: process.env.HYPERLINE_API_KEY,
 *   authorize: async (request, customerId) => (await session(request.headers.get("cookie")))?.customerId === customerId,
 * });
 * @throws TypeError or RangeError when an option is wrong, with how to mend it
 */
export function createCreditsHandler(options: CreditsProxyOptions<Request>): (request: Request) => Promise<Response> {
  const core = createCore(options);
  return async (request) => {
    const { pathname } = new URL(request.url);
    const route = matchRoute(pathname);
    if (!route) return toResponse(problemAnswer(isFoldedRoute(pathname) ? "invalid_request" : "not_found"));
    const { method, signal } = request;
    return toResponse(await core({ method, customerId: route.customerId, incoming: request, signal }));
  };
}

function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers });
}
