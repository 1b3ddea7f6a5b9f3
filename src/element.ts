import { CreditBalancesElement } from "./element/CreditBalancesElement.tsx";
import { CreditBalancesPillElement } from "./element/CreditBalancesPillElement.tsx";
import { clearCreditBalances as clear } from "./hooks/clearCreditBalances.ts";

// What TypeScript knows of this entry stands in element/elements.ts, where nothing is said of React.

const elements = { "credit-balances": CreditBalancesElement, "credit-balances-pill": CreditBalancesPillElement };

for (const [name, element] of Object.entries(elements)) {
  // Not on a server, and not where the file is loaded a second time.
  if (globalThis.customElements?.get(name) === undefined) globalThis.customElements?.define(name, element);
}

export function clearCreditBalances(): void {
  clear();
}
