import { createSandbox, sandboxApiKey } from "../../src/sandbox/createSandbox.ts";
import type { SandboxOptions } from "../../src/sandbox/createSandbox.ts";
import { aCustomer, testTime } from "./credits.ts";

export const credits = "/v1/customers/cus_test/credits";

/** A sandbox with one customer, `cus_test`, and how to call it with its key. */
export function aSandbox(options: SandboxOptions = {}) {
  const fetch = createSandbox({ customers: [aCustomer()], now: () => testTime, ...options });

  function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { Authorization: `Bearer ${options.apiKey ?? sandboxApiKey}` };
    return fetch(new Request(`https://sandbox.example${path}`, { headers, ...init }));
  }

  function post(path: string, body: unknown): Promise<Response> {
    return send(path, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });
  }

  async function read(path: string): Promise<unknown> {
    return (await send(path)).json();
  }

  return { fetch, send, post, read };
}
