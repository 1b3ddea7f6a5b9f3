import { CreditBalances, CreditBalancesPill, CreditBalanceText } from "hyperline-credit-balances";

export const customerId = "cus_mixed";

/** Every form of the widget, as a host shows them. */
export function Page() {
  return (
    <main>
      <nav>
        <CreditBalancesPill customerId={customerId} />
      </nav>
      <p>
        You have <CreditBalanceText customerId={customerId} productId="itm_mixed003" /> left.
      </p>
      <CreditBalances customerId={customerId} topUp="#buy" />
      <CreditBalances customerId={customerId} topUp={() => undefined} layout="cards" />
    </main>
  );
}
