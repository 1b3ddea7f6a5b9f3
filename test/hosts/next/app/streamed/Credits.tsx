"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { CreditBalances, creditBalancesQuery } from "hyperline-credit-balances";

/**
 * Suspends until there are credits. The widget stands in here, and not beside: of what does not suspend, the server sends the skeleton, and the
 * browser may have the numbers before it takes over (https://github.com/TanStack/query/issues/9399).
 */
export function Credits({ customerId }: { customerId: string }) {
  const { data } = useSuspenseQuery(creditBalancesQuery({ customerId }));
  const total = data.credits.reduce((sum, { balance }) => sum + (balance ?? 0), 0);
  return (
    <>
      <output>{`In total: ${total}`}</output>
      <CreditBalances customerId={customerId} />
    </>
  );
}
