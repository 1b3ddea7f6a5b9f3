import { CreditBalances, CreditBalancesPill, CreditBalanceText } from "hyperline-credit-balances";
import "hyperline-credit-balances/element";
import { de } from "hyperline-credit-balances/locales";
import "hyperline-credit-balances/styles.css";
import { version } from "react";
import { createRoot } from "react-dom/client";

const root = document.getElementById("root");
if (root) {
  root.dataset["react"] = version;
  createRoot(root).render(
    <>
      <CreditBalancesPill customerId="cus_mixed" />
      <CreditBalances customerId="cus_mixed" topUp="/billing" />
      <CreditBalances customerId="cus_mixed" layout="cards" messages={de} />
      <p>
        <CreditBalanceText customerId="cus_mixed" productId="itm_mixed003" />
      </p>
      <credit-balances customer-id="cus_low" />
    </>,
  );
}
