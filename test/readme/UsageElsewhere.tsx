import { CreditBalances } from "hyperline-credit-balances";

/** Asked before each read, and once more after a 401. */
async function headers() {
  const token = await (await fetch("/credits-token")).text();
  return { Authorization: `Bearer ${token}` };
}

export function UsageElsewhere({ customerId }: { customerId: string }) {
  return <CreditBalances customerId={customerId} endpoint="https://credits.example.com/api/hyperline" headers={headers} />;
}
