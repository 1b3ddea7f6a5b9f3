import { ApiError } from "./apiError.ts";
import { createCast } from "./createCast.ts";
import { createFaults } from "./createFaults.ts";
import type { SandboxFaults } from "./createFaults.ts";
import { createLedger } from "./createLedger.ts";
import { createRateLimit } from "./createRateLimit.ts";
import { createRequestLog } from "./createRequestLog.ts";
import type { SandboxRequest } from "./createRequestLog.ts";
import { createRoutes } from "./createRoutes.ts";
import type { SandboxCustomerDraft } from "./credit.ts";
import { demand } from "./demand.ts";
import type { SandboxFault } from "./fault.ts";
import { holdUp } from "./holdUp.ts";
import { spoil } from "./spoil.ts";
import { toCustomers } from "./toCustomers.ts";

/** Options of {@link createSandbox}. */
export type SandboxOptions = {
  /**
   * The only key that is accepted.
   * @default "test_sandbox"
   */
  apiKey?: string | undefined;
  /**
   * Whole, or drafts like `{ id: "cus_acme", credits: [{ name: "API calls", current_balance: 5 }] }`.
   * @default the documented example and a cast that shows every state
   */
  customers?: readonly SandboxCustomerDraft[] | undefined;
  /**
   * What goes wrong with reads: one fault for each of them, a list with an entry for each next one, or a function that is asked. A list of
   * more than a hundred products takes several reads.
   * @default nothing
   */
  faults?: SandboxFaults | undefined;
  /**
   * Milliseconds since 1970; for tests, see {@link createClock}.
   * @default Date.now
   */
  now?: (() => number) | undefined;
};

/** A function from Request to Response, like `fetch`, with what a test wants to know and to change. */
export type Sandbox = ((request: Request) => Promise<Response>) & {
  /** What reached it, oldest first: the last thousand. The list grows, and an entry gets its status when it is answered. */
  readonly requests: readonly SandboxRequest[];
  /** Adds credits to a customer's product or, with a negative count, uses them up, as if it had happened elsewhere. */
  readonly move: (customerId: string, productId: string, count: number) => void;
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
 * @throws TypeError when an option is wrong, with how to mend it
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { apiKey = sandboxApiKey, customers, faults, now = Date.now } = options;
  demand(typeof now === "function", "now is not a function. Leave it out, or pass the `now` of a clock: `now: clock.now`.");
  const ledger = createLedger(customers ? toCustomers(customers, now()) : createCast(now()), now);
  const answer = createRoutes(ledger);
  const countRead = createRateLimit(200, now);
  const countWrite = createRateLimit(50, now);
  const { requests, note } = createRequestLog(now);
  const nextFault = createFaults(faults);

  async function respond(request: Request, fault: SandboxFault | null): Promise<Response> {
    const limit = request.method === "GET" ? countRead(fault === "rate_limited") : countWrite();
    try {
      if (!limit.allowed) throw new ApiError(429, "Too many requests");
      if (fault === "server_error") throw new ApiError(500, "Internal server error");
      const authorization = request.headers.get("Authorization");
      if (!authorization) throw new ApiError(401, "Missing authentication token");
      if (authorization !== `Bearer ${apiKey}` || fault === "bad_key") throw new ApiError(401, "Invalid authentication token");
      const { status, body } = await answer(request);
      return new Response(spoil(body, fault), { status, headers: { "Content-Type": "application/json", ...limit.headers } });
    } catch (error) {
      if (error instanceof ApiError) return error.toResponse(limit.headers);
      throw error;
    }
  }

  async function sandbox(request: Request): Promise<Response> {
    request.signal.throwIfAborted();
    const entry = note(request);
    if (request.method === "GET") entry.fault = nextFault(entry);
    await holdUp(entry.fault, request.signal);
    const response = await respond(request, entry.fault);
    entry.status = response.status;
    return response;
  }

  function move(customerId: string, productId: string, count: number): void {
    ledger.move(ledger.credit(customerId, productId), count < 0 ? "usage" : "topup", count);
  }

  return Object.assign(sandbox, { requests, move });
}
