"use client";

import { RenderGuard } from "../RenderGuard.tsx";
import { Balances } from "./Balances.tsx";
import type { CreditBalancesProps } from "./creditBalancesProps.ts";

/**
 * A customer's credit products: what is left of each, a warning where it runs low, and how old the number is. Needs the proxy
 * mounted at `endpoint`, and `hyperline-credit-balances/styles.css`. Uses the query client around it, or one of its own.
 *
 * @example
 * ```tsx
 * <CreditBalances customerId="cus_Typ0px2W0aiEtl" />
 * ```
 */
export function CreditBalances(props: CreditBalancesProps) {
  return (
    <RenderGuard key={props.customerId} {...props}>
      <Balances {...props} />
    </RenderGuard>
  );
}
