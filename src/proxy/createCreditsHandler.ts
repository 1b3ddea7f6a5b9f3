import { problemAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { createCore } from "./createCore.ts";
import { isFoldedRoute, matchRoute } from "../domain/matchRoute.ts";
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
 * @throws TypeError when an option is wrong, with how to mend it
 */
export function createCreditsHandler(options: CreditsProxyOptions<Request>): (request: Request) => Promise<Response> {
  const core = createCore(options);
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const target = pathname + search;
    const route = matchRoute(target);
    if (!route) return toResponse(problemAnswer(isFoldedRoute(target) ? "invalid_request" : "not_found"));
    const { method, headers } = request;
    const answer = await core({ ...route, method, header: (name) => headers.get(name), incoming: request });
    return toResponse(answer, method === "HEAD");
  };
}

function toResponse({ status, headers, body }: Answer, isHead = false): Response {
  return new Response(isHead || status === 204 ? null : body, { status, headers });
}
