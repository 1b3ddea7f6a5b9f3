import type { SandboxCredit, SandboxCreditDraft, SandboxCustomer, SandboxCustomerDraft } from "./credit.ts";
import { demand } from "./demand.ts";

/**
 * Fills in what drafts leave out.
 *
 * @param now milliseconds; when all was created and refreshed
 * @throws TypeError where the drafts cannot be meant so
 */
export function toCustomers(drafts: readonly SandboxCustomerDraft[], now: number): SandboxCustomer[] {
  const known = new Set<string>();
  return drafts.map((draft) => {
    const { id, name = id, credits = [] } = draft;
    demand(
      typeof id === "string" && id !== "",
      'customers holds one without an id, whom nobody could ask for. Give it one like "cus_acme".',
    );
    demand(!known.has(id), `customers holds ${id} twice, so that one would hide the other. Put all of its credits into one.`);
    known.add(id);
    return { ...draft, name, credits: toCredits(id, credits, new Date(now).toISOString()) };
  });
}

function toCredits(customerId: string, drafts: readonly SandboxCreditDraft[], at: string): SandboxCredit[] {
  const known = new Set<string>();
  return drafts.map((draft, index) => {
    const number = String(index + 1).padStart(3, "0");
    const credit = {
      product_id: `itm_${customerId.replace(/^cus_/, "")}${number}`,
      customer_id: customerId,
      low_count_threshold: null,
      last_refreshed_at: at,
      created_at: at,
      updated_at: at,
      ...draft,
    };
    const { product_id: productId, customer_id: owner } = credit;
    demand(
      owner === customerId,
      `${customerId} has a credit of ${owner}, for which the proxy would refuse the whole list. Leave customer_id out; ` +
        'to see that it is refused, pass faults: "foreign_row".',
    );
    demand(
      !known.has(productId),
      `${customerId} has ${productId} twice, for which the proxy would refuse the whole list. Give each credit a product_id of its own.`,
    );
    known.add(productId);
    return credit;
  });
}
