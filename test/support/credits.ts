import { createSandbox, sandboxApiKey } from "../../src/sandbox/createSandbox.ts";
import type { SandboxOptions } from "../../src/sandbox/createSandbox.ts";
import type { SandboxCredit, SandboxCustomer } from "../../src/sandbox/credit.ts";

/** When every test takes place. */
export const testTime = Date.parse("2026-01-01T10:00:00.000Z");

/** A healthy row of the customer `cus_test`, refreshed two minutes ago. */
export function aCredit(changes: Partial<SandboxCredit> = {}): SandboxCredit {
  return {
    product_id: "itm_apicalls",
    customer_id: "cus_test",
    name: "API calls",
    current_balance: 1_250,
    low_count_threshold: 100,
    last_refreshed_at: "2026-01-01T09:58:00.000Z",
    created_at: "2025-06-01T08:00:00.000Z",
    updated_at: "2025-12-24T08:00:00.000Z",
    ...changes,
  };
}

/** A customer whose rows all carry its id, whatever they were drafted with. */
export function aCustomer(changes: Partial<SandboxCustomer> = {}): SandboxCustomer {
  const { id = "cus_test", credits = [aCredit()], ...rest } = changes;
  return { id, name: "Test customer", credits: credits.map((credit) => ({ ...credit, customer_id: id })), ...rest };
}

/** As many products as asked for, `itm_001` and on. */
export function manyCredits(count: number): SandboxCredit[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, "0");
    return aCredit({ product_id: `itm_${number}`, name: `Product ${number}`, current_balance: index + 1 });
  });
}

/** A sandbox that also remembers what it was asked. */
export function observedSandbox(options: SandboxOptions = {}) {
  const requests: Request[] = [];
  const sandbox = createSandbox({ customers: [aCustomer()], now: () => testTime, ...options });
  const fetch = (request: Request) => {
    requests.push(request);
    return sandbox(request);
  };
  return { apiKey: options.apiKey ?? sandboxApiKey, fetch, requests };
}
