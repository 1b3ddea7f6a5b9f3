import { ApiError } from "./apiError.ts";
import type { SandboxCredit, SandboxCustomer, SandboxTransaction } from "./credit.ts";

/** The sandbox's memory: its own copy of the customers, which usage and top-ups change. */
export function createLedger(customers: readonly SandboxCustomer[], now: () => number) {
  const byId = new Map(structuredClone(customers).map((entry) => [entry.id, entry]));
  let transactions = 0;

  function customer(id: string): SandboxCustomer {
    const found = byId.get(id);
    if (!found) throw new ApiError(404, "Customer not found");
    return found;
  }

  function credit(customerId: string, productId: string): SandboxCredit {
    const found = customer(customerId).credits.find((row) => row.product_id === productId);
    if (!found) throw new ApiError(404, "Credit product not found");
    return found;
  }

  /** Adds to a balance, or with a negative count takes from it, and computes it anew as of now. */
  function move(row: SandboxCredit, type: SandboxTransaction["type"], count: number): SandboxTransaction {
    const at = new Date(now()).toISOString();
    const balance = row.current_balance + count;
    if (!Number.isFinite(balance)) throw new ApiError(400, "The balance would leave the range of numbers");
    row.current_balance = balance;
    row.last_refreshed_at = at;
    transactions += 1;
    return {
      id: `cdt_${String(transactions).padStart(14, "0")}`,
      type,
      credit_count: Math.abs(count),
      balance_after: row.current_balance,
      expires_at: null,
      created_at: at,
    };
  }

  return { customer, credit, move };
}

export type Ledger = ReturnType<typeof createLedger>;
