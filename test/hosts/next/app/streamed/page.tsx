import { defaultShouldDehydrateQuery, dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { creditBalancesQuery } from "hyperline-credit-balances";
import { headers } from "next/headers";
import { Suspense } from "react";
import { customerOf } from "@/session";
import { GET } from "../api/hyperline/[...path]/route";
import { Providers } from "../Providers";
import { Credits } from "./Credits";

/** Sends the page without waiting for the credits, which follow in the same answer. They are read once `?once=` has answered. */
export default async function Page({ searchParams }: { searchParams: Promise<{ once?: string }> }) {
  const cookie = (await headers()).get("cookie") ?? "";
  const customerId = (await customerOf(cookie)) ?? "cus_nobody";
  const { once } = await searchParams;

  const queryClient = new QueryClient();
  const read = async (request: Request) => {
    if (once) await fetch(once);
    return GET(request);
  };
  void queryClient.prefetchQuery(creditBalancesQuery({ customerId, fetch: read, headers: { cookie } }));

  const shouldDehydrateQuery: typeof defaultShouldDehydrateQuery = (query) =>
    defaultShouldDehydrateQuery(query) || query.state.status === "pending";
  return (
    <Providers>
      <HydrationBoundary state={dehydrate(queryClient, { shouldDehydrateQuery })}>
        <Suspense fallback={<output>Adding up</output>}>
          <Credits customerId={customerId} />
        </Suspense>
      </HydrationBoundary>
    </Providers>
  );
}
