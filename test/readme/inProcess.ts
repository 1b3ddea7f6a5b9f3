import { createCreditsHandler } from "hyperline-credit-balances/proxy";
import { createSandbox, sandboxApiKey } from "hyperline-credit-balances/sandbox";

/** Pass it to the widget: `<CreditBalances customerId="cus_Typ0px2W0aiEtl" fetch={proxy} />`. */
export const proxy = createCreditsHandler({
  apiKey: sandboxApiKey,
  fetch: createSandbox(),
  authorize: () => true,
});
