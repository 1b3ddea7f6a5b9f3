import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { expect, it, onTestFinished } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { creditBalancesQuery } from "../../src/hooks/creditBalancesQuery.ts";
import { connect, endpoint } from "../support/renderWidget.tsx";

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
