import { QueryClient, QueryClientProvider, useIsFetching } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { expect, it, onTestFinished } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { connect, endpoint, renderInClient } from "../support/renderWidget.tsx";

/** A widget, and after it something of the host's that notes in each of its renders how many requests were made by then. */
function aPage() {
  const { fetch, requests } = connect();
  const noted: number[] = [];
  function Host() {
    useIsFetching();
    noted.push(requests.length);
    return null;
  }
  const page = (
    <>
      <CreditBalances customerId="cus_test" endpoint={endpoint} fetch={fetch} />
      <Host />
    </>
  );
  return { page, requests, noted };
}

it("is under way before anything is on the page", async () => {
  const { page, requests, noted } = aPage();
  renderInClient(page);
  expect(noted[0]).toBe(1);
  await screen.findByText("1,250");
  expect(requests).toHaveLength(1);
});

it("waits until a server's page is hydrated: an answer in the midst of that would not match the page", async () => {
  const { page, requests, noted } = aPage();
  const whole = <QueryClientProvider client={new QueryClient()}>{page}</QueryClientProvider>;
  const container = document.body.appendChild(document.createElement("div"));
  container.innerHTML = renderToString(whole);
  expect(requests).toEqual([]);
  noted.length = 0;

  const complaints: unknown[] = [];
  const root = await act(async () => hydrateRoot(container, whole, { onRecoverableError: (error) => complaints.push(error) }));
  onTestFinished(() => {
    act(() => root.unmount());
    container.remove();
  });
  expect(noted[0]).toBe(0);
  await screen.findByText("1,250");
  expect(requests).toHaveLength(1);
  expect(complaints).toEqual([]);
});

it("is one where React renders everything twice, but for the one that StrictMode gives up", async () => {
  const { page, requests } = aPage();
  renderInClient(<StrictMode>{page}</StrictMode>);
  await screen.findByText("1,250");
  expect(requests.filter(({ signal }) => !signal.aborted)).toHaveLength(1);
});
