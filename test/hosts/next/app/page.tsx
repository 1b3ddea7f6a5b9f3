import { CreditBalances } from "hyperline-credit-balances";

export default function Page() {
  return (
    <main>
      <h1>Your own page</h1>
      <CreditBalances customerId="cus_Typ0px2W0aiEtl" />
    </main>
  );
}
