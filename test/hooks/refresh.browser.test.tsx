import { QueryClient } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import type { CreditsSnapshot } from "../../src/client/fetchCredits.ts";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { CreditBalancesPill } from "../../src/components/CreditBalancesPill/CreditBalancesPill.tsx";
import { creditBalancesQuery } from "../../src/hooks/creditBalancesQuery.ts";
import { elements } from "../support/elements.ts";
import { connect, endpoint, renderInClient, renderWidget } from "../support/renderWidget.tsx";

/** A widget over a proxy whose rows stay fresh for long, and a way to spend behind their back. */
async function widgetWithFreshRows() {
  const { fetch, requests, upstream } = connect({ maxAge: 3_600_000 });
  renderWidget({ fetch });
  await screen.findByText("1,250");
  const spend = async (count: number) => {
    const url = "https://hyperline.example/v1/customers/cus_test/credits/itm_apicalls/usage";
    const headers = { Authorization: `Bearer ${upstream.apiKey}` };
    await upstream.fetch(new Request(url, { method: "POST", headers, body: JSON.stringify({ usage_retained: count }) }));
  };
  return { requests, spend };
}

it("the refresh button shows what was spent since, past the proxy's fresh rows", async () => {
  const { requests, spend } = await widgetWithFreshRows();
  await spend(250);
  await userEvent.click(await elements.refresh());

  expect(await screen.findByText("1,000")).toBeVisible();
  expect(requests.map(({ headers }) => headers.get("Cache-Control"))).toEqual([null, "no-cache"]);
});

it("a host's headers travel with every read of the widget", async () => {
  const { fetch, requests } = connect();
  let reads = 0;
  renderWidget({ fetch, headers: async () => ({ "X-Read": String((reads += 1)) }) });
  await screen.findByText("1,250");
  await userEvent.click(await elements.refresh());
  await expect.poll(() => requests.map(({ headers }) => headers.get("X-Read"))).toEqual(["1", "2"]);
});

it("asks for newer rows at every try, whichever widget of the query was rendered last", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  let failures = 0;
  const { fetch, requests } = connect();
  const failing = async (request: Request) => {
    const response = await fetch(request);
    failures += 1;
    return failures === 2 ? new Response(null, { status: 503 }) : response;
  };
  const props = { customerId: "cus_test", endpoint, fetch: failing };
  renderInClient(
    <>
      <CreditBalances {...props} />
      <CreditBalancesPill {...props} />
    </>,
  );
  (await elements.refresh()).click();
  await waitFor(() => expect(requests).toHaveLength(3));
  expect(requests.map(({ headers }) => headers.get("Cache-Control"))).toEqual([null, "no-cache", "no-cache"]);
});

it("rows that a host's own read of the query brings replace no newer ones", async () => {
  const client = new QueryClient();
  const { fetch } = connect();
  /** As from an instance of the proxy whose rows are so many seconds old. */
  const readRowsOf = async (age: number) => {
    const older = async (request: Request) => {
      const text = await (await fetch(request)).text();
      const fetchedAt = new Date(Date.now() - age * 1_000).toISOString();
      const headers = { Date: new Date().toUTCString() };
      return new Response(text.replace(/"fetched_at":"[^"]+"/, `"fetched_at":"${fetchedAt}"`), { headers });
    };
    await client.fetchQuery({ ...creditBalancesQuery({ customerId: "cus_test", endpoint, fetch: older }), staleTime: 0 });
    return client.getQueryData<CreditsSnapshot>(["hyperline-credits", endpoint, "cus_test"])?.fetchedAt;
  };
  const newest = await readRowsOf(5);
  expect(await readRowsOf(30)).toBe(newest);
  expect(await readRowsOf(1)).not.toBe(newest);
});
