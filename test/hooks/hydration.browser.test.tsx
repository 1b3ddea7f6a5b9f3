import { dehydrate, HydrationBoundary, QueryClient, QueryClientProvider, useSuspenseQuery } from "@tanstack/react-query";
import type { DehydratedState } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import { Suspense } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { expect, it, onTestFinished } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { creditBalancesQuery } from "../../src/hooks/creditBalancesQuery.ts";
import { elements } from "../support/elements.ts";
import { connect, endpoint, renderInClient } from "../support/renderWidget.tsx";

async function renderOnServer() {
  const source = { customerId: "cus_test", endpoint, fetch: connect().fetch };
  const client = new QueryClient();
  await client.prefetchQuery(creditBalancesQuery(source));
  const page = (
    <QueryClientProvider client={client}>
      <CreditBalances {...source} />
    </QueryClientProvider>
  );
  return { page, html: renderToString(page) };
}

it("a server writes out the balance, and no date that depends on its time zone", async () => {
  const { html } = await renderOnServer();
  expect(html).toContain("1,250");
  expect(html).not.toContain("Last refreshed");
});

it("the browser takes the server's markup over without a complaint, and then adds the date", async () => {
  const { page, html } = await renderOnServer();
  const container = document.createElement("div");
  container.innerHTML = html;
  document.body.append(container);
  const complaints: unknown[] = [];
  const root = await act(async () => hydrateRoot(container, page, { onRecoverableError: (error) => complaints.push(error) }));
  onTestFinished(() => {
    act(() => root.unmount());
    container.remove();
  });
  expect(complaints).toEqual([]);
  expect(screen.getByRole("time").title).toMatch(/^Last refreshed/);
});

it("numbers that a server has read are there at once, and are not read again", async () => {
  const server = new QueryClient();
  await server.prefetchQuery(creditBalancesQuery({ customerId: "cus_test", endpoint, fetch: connect().fetch }));
  const sent: DehydratedState = JSON.parse(JSON.stringify(dehydrate(server)));

  const { fetch, requests } = connect();
  renderInClient(
    <HydrationBoundary state={sent}>
      <CreditBalances customerId="cus_test" endpoint={endpoint} fetch={fetch} />
    </HydrationBoundary>,
  );
  expect(screen.getByText("1,250")).toBeVisible();
  await elements.refresh();
  expect(requests).toEqual([]);
});

it("a host's own component suspends until the credits are there, and shares them with the widget", async () => {
  const { fetch, requests } = connect();
  const source = { customerId: "cus_test", endpoint, fetch };
  function Total() {
    const { data } = useSuspenseQuery(creditBalancesQuery(source));
    return <p>{`${data.credits.length} product, ${data.credits[0]?.balance} left`}</p>;
  }
  renderInClient(
    <>
      <Suspense fallback="Waiting">
        <Total />
      </Suspense>
      <CreditBalances {...source} />
    </>,
  );
  expect(screen.getByText("Waiting")).toBeVisible();
  expect(await screen.findByText("1 product, 1250 left")).toBeVisible();
  expect(await screen.findByText("1,250")).toBeVisible();
  expect(requests).toHaveLength(1);
});
