import type { SandboxCredit, SandboxList, SandboxTransaction } from "./credit.ts";
import type { SandboxFault } from "./fault.ts";

/** Whose row turns up among those of somebody else. */
const stranger = { customer_id: "cus_foreign", product_id: "itm_foreign" };

const foreignRow: SandboxCredit = {
  ...stranger,
  name: "Another customer's credits",
  current_balance: 666,
  low_count_threshold: null,
  last_refreshed_at: "2023-11-23T09:00:01.860Z",
  created_at: "2023-10-12T07:00:01.860Z",
  updated_at: "2023-10-13T10:00:01.860Z",
};

/** The text of a body, with what a fault makes of it. */
export function spoil(body: SandboxList | SandboxCredit | SandboxTransaction, fault: SandboxFault | null): string {
  const text = JSON.stringify(body);
  if (fault === "truncated") return text.slice(0, text.length / 2);
  if (fault === "wrong_shape") return JSON.stringify({ result: body });
  if (fault === "foreign_row") return JSON.stringify("data" in body ? withForeignRow(body) : { ...body, ...stranger });
  // The first one: a quote inside of a name is escaped.
  if (fault === "null_balance") return text.replace(/"current_balance":[^,}]+/, '"current_balance":null');
  return text;
}

/** Counted like the others, so that nothing but its customer gives it away. */
function withForeignRow({ meta, data }: SandboxList): SandboxList {
  return { meta: { ...meta, total: meta.total + 1, taken: meta.taken + 1 }, data: [...data, foreignRow] };
}
