import { ApiError } from "./apiError.ts";
import { createCast } from "./createCast.ts";
import type { SandboxCustomer } from "./credit.ts";
import { createLedger } from "./createLedger.ts";
import { createRateLimit } from "./createRateLimit.ts";
import { createRoutes } from "./createRoutes.ts";

/** Options of {@link createSandbox}. */
export type SandboxOptions = {
  /**
   * The only key that is accepted.
   * @default "test_sandbox"
   */
  apiKey?: string | undefined;
  /** @default the documented example and a cast that shows every state */
  customers?: readonly SandboxCustomer[] | undefined;
  /**
   * Milliseconds since 1970; for tests.
   * @default Date.now
   */
  now?: (() => number) | undefined;
};

/** The key that a sandbox accepts unless it is given another one. */
export const sandboxApiKey = "test_sandbox";

/**
 * Hyperline's credits API in memory: `GET /v1/customers/{id}/credits?take&skip`, `GET …/credits/{productId}`,
 * `POST …/{productId}/usage` and `POST …/{productId}/topup`, with its errors and its limits of 200 reads and 50 writes in ten seconds.
 * Pass it as the proxy's `fetch` and everything runs for real, without an account and without a network.
 *
 * @example
 * const handler = createCreditsHandler({ apiKey: sandboxApiKey, fetch: createSandbox(), authorize: () => true });
 */
export function createSandbox(options: SandboxOptions = {}): (request: Request) => Promise<Response> {
  const { apiKey = sandboxApiKey, now = Date.now } = options;
  const ledger = createLedger(options.customers ?? createCast(now()), now);
  const answer = createRoutes(ledger);
  const countRead = createRateLimit(200, now);
  const countWrite = createRateLimit(50, now);

  return async (request) => {
    request.signal.throwIfAborted();
    const limit = request.method === "GET" ? countRead() : countWrite();
    try {
      if (!limit.allowed) throw new ApiError(429, "Too many requests");
      const authorization = request.headers.get("Authorization");
      if (!authorization) throw new ApiError(401, "Missing authentication token");
      if (authorization !== `Bearer ${apiKey}`) throw new ApiError(401, "Invalid authentication token");
      const { status, body } = await answer(request);
      return Response.json(body, { status, headers: limit.headers });
    } catch (error) {
      if (error instanceof ApiError) return error.toResponse(limit.headers);
      throw error;
    }
  };
}
