import { createSandboxProxy } from "hyperline-credit-balances/sandbox";

/** Pass it to the widget: `<CreditBalances customerId="cus_Typ0px2W0aiEtl" fetch={proxy} />`. */
export const proxy = createSandboxProxy();
