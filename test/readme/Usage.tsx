import { CreditBalances } from "hyperline-credit-balances";
import "hyperline-credit-balances/styles.css";

export function Usage({ customerId }: { customerId: string }) {
  return <CreditBalances customerId={customerId} />;
}
