/** A row as Hyperline documents it, in its own words. Written down a second time on purpose: see ARCHITECTURE.md. */
export type SandboxCredit = {
  product_id: string;
  customer_id: string;
  name: string;
  current_balance: number;
  low_count_threshold: number | null;
  last_refreshed_at: string;
  auto_topup?: { credit_count: number; amount_excluding_tax: number | null; price_id: string | null } | null;
  created_at: string;
  updated_at: string;
};

/** Who buys credits. */
export type SandboxCustomer = {
  /** Like `cus_…`. */
  id: string;
  /** What a demo calls this customer. */
  name: string;
  credits: readonly SandboxCredit[];
  /** `meta.taken` repeats the requested `take` instead of counting rows, as some endpoints of the real API do. */
  echoesTake?: boolean;
};

/** A row that is still to be filled in: by default without a threshold, created and refreshed when the sandbox was. */
export type SandboxCreditDraft = Pick<SandboxCredit, "name" | "current_balance"> & Partial<SandboxCredit>;

/** A customer whose rows may be drafts. @default the id as its name, and no credits */
export type SandboxCustomerDraft = Pick<SandboxCustomer, "id"> &
  Partial<Omit<SandboxCustomer, "credits">> & {
    /** Products without an id of their own are called after the customer and counted: `itm_acme001` is the first of `cus_acme`. */
    credits?: readonly SandboxCreditDraft[];
  };

/** One page of a customer's credits. */
export type SandboxList = {
  meta: { total: number; taken: number; skipped: number };
  data: readonly SandboxCredit[];
};

/** One entry of the ledger: what usage and top-ups answer with. */
export type SandboxTransaction = {
  id: string;
  type: "topup" | "usage";
  credit_count: number;
  balance_after: number;
  expires_at: null;
  created_at: string;
};
