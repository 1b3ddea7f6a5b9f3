import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { CreditBalances, creditBalancesQuery, CreditBalancesPill, CreditBalanceText } from "hyperline-credit-balances";
import { headers } from "next/headers";
import { customerOf } from "@/session";
import { GET } from "../api/hyperline/[...path]/route";
import { Providers } from "../Providers";

/** The numbers are in the server's HTML. With `?age=60000` they were read a minute ago, as in a page that came out of a cache. */
export default async function Page({ searchParams }: { searchParams: Promise<{ age?: string }> }) {
  const cookie = (await headers()).get("cookie") ?? "";
  const customerId = (await customerOf(cookie)) ?? "cus_nobody";
  const { age = 0 } = await searchParams;
  return (
    <Providers>
      <HydrationBoundary state={await prefetch(customerId, cookie, Number(age))}>
        <nav>
          <CreditBalancesPill customerId={customerId} />
        </nav>
        <p>
          You have <CreditBalanceText customerId={customerId} productId="itm_mixed003" /> left.
        </p>
        <CreditBalances customerId={customerId} topUp="#buy" />
        <CreditBalances customerId={customerId} topUp="#buy" layout="cards" />
      </HydrationBoundary>
    </Providers>
  );
}

async function prefetch(customerId: string, cookie: string, age: number) {
  const queryClient = new QueryClient();
  const query = creditBalancesQuery({ customerId, fetch: GET, headers: { cookie } });
  await queryClient.prefetchQuery(query);
  queryClient.setQueryData(query.queryKey, (read) => read, { updatedAt: Date.now() - age });
  return dehydrate(queryClient);
}
