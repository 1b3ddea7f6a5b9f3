import type { SandboxCredit, SandboxCustomer } from "./credit.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** The customer of the example at https://docs.hyperline.co (API, "List credit products"). */
export const documentedCustomerId = "cus_Typ0px2W0aiEtl";

const documentedCredit: SandboxCredit = {
  product_id: "itm_3kXODDF42QXtnL",
  current_balance: 2000,
  customer_id: documentedCustomerId,
  name: "Credit name",
  low_count_threshold: 10,
  last_refreshed_at: "2023-11-23T09:00:01.860Z",
  created_at: "2023-10-12T07:00:01.860Z",
  updated_at: "2023-10-13T10:00:01.860Z",
};

type Draft = {
  name: string;
  balance: number;
  threshold?: number;
  /** Minutes since Hyperline refreshed the balance. */
  age?: number;
  topUp?: number;
};

/**
 * The customers that a sandbox starts with: the documented example as it stands, and a small cast that shows every state.
 *
 * @param now milliseconds; the cast's balances were refreshed shortly before it
 */
export function createCast(now: number): SandboxCustomer[] {
  const at = (age: number) => new Date(now - age).toISOString();

  function customer(key: string, name: string, drafts: readonly Draft[], echoesTake = false): SandboxCustomer {
    const id = `cus_${key}`;
    const credits = drafts.map((draft, index) => ({
      product_id: `itm_${key}${String(index + 1).padStart(3, "0")}`,
      customer_id: id,
      name: draft.name,
      current_balance: draft.balance,
      low_count_threshold: draft.threshold ?? null,
      last_refreshed_at: at((draft.age ?? 2) * minute),
      auto_topup: draft.topUp ? { credit_count: draft.topUp, amount_excluding_tax: 4900, price_id: "prc_sandbox" } : null,
      created_at: at(200 * day),
      updated_at: at(3 * day),
    }));
    return { id, name, credits, echoesTake };
  }

  const manyProducts = Array.from({ length: 101 }, (_, index) => ({
    name: `Region ${String(index + 1).padStart(3, "0")}`,
    balance: (index + 1) * 250,
    threshold: 1_000,
  }));

  return [
    { id: documentedCustomerId, name: "Documented example", credits: [documentedCredit] },
    customer("mixed", "Northwind Studio", [
      { name: "Image generation", balance: 0, threshold: 50 },
      { name: "API calls", balance: 184, threshold: 500 },
      { name: "Transcription minutes", balance: 12_480.5, threshold: 1_000, age: 64, topUp: 1_000 },
      { name: "Video renders", balance: 96, threshold: 10, age: 9 },
    ]),
    customer("healthy", "Healthy balances", [
      { name: "API calls", balance: 48_200, threshold: 5_000 },
      { name: "Image generation", balance: 1_250, threshold: 100, age: 12 },
      { name: "Transcription minutes", balance: 640, threshold: 60, age: 64 },
    ]),
    customer("low", "Running low", [{ name: "API calls", balance: 10, threshold: 10 }]),
    customer("out", "Out of credits", [{ name: "Image generation", balance: 0, threshold: 50 }]),
    customer("negative", "Overdrawn", [{ name: "API calls", balance: -350, threshold: 500 }]),
    customer("fractional", "Fractions of a credit", [{ name: "Transcription minutes", balance: 41.25, threshold: 0.5 }]),
    customer("nothreshold", "No threshold", [{ name: "Storage snapshots", balance: 3 }]),
    customer("nocredits", "No credits", []),
    customer("manyproducts", "101 products", manyProducts, true),
    customer("hostilenames", "Hostile names", [
      { name: '<img src=x onerror="alert(1)"><script>alert(2)</script>', balance: 1_200, threshold: 100 },
      { name: "رصيد الرسائل القصيرة", balance: 75, threshold: 100 },
      { name: "\u202Eecilpser txet\u202C credits", balance: 900 },
      { name: "🚀🧑‍🚀 Boosts 👩‍👩‍👧‍👦", balance: 42 },
      { name: "Enterprise-wide multilingual document understanding and summarisation, ".repeat(4).trim(), balance: 5_000 },
      { name: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", balance: 18, threshold: 20 },
      { name: "   ", balance: 7 },
    ]),
    customer("huge", "Huge numbers", [
      { name: "Tokens", balance: Number.MAX_SAFE_INTEGER, threshold: 1_000_000 },
      { name: "Micro-units", balance: 1e21 },
      { name: "Compute seconds", balance: 123_456_789.123_45 },
    ]),
  ];
}
