import { QueryClient } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { CreditBalancesPill } from "../../src/components/CreditBalancesPill/CreditBalancesPill.tsx";
import { CreditBalanceText } from "../../src/components/CreditBalanceText/CreditBalanceText.tsx";
import { clearCreditBalances } from "../../src/hooks/clearCreditBalances.ts";
import { privateClient } from "../../src/hooks/privateClient.ts";
import { elements } from "../support/elements.ts";
import { connect, connectTo, endpoint, renderInClient, renderWidget } from "../support/renderWidget.tsx";

type Connection = ReturnType<typeof connect> & { endpoint: string };

/** One of the clients is shared by the whole page: an endpoint of its own for each test. */
let pages = 0;
const connectApart = (options?: Parameters<typeof connect>[0]): Connection => ({
  ...connect(options),
  endpoint: `${endpoint}/${(pages += 1)}`,
});

/** All three forms of the widget, over one client of whichever origin. */
function Forms({ connection, queryClient }: { connection: Connection; queryClient?: QueryClient }) {
  const source = { customerId: "cus_test", endpoint: connection.endpoint, fetch: connection.fetch, queryClient };
  return (
    <>
      <CreditBalances {...source} />
      <CreditBalancesPill {...source} />
      <CreditBalanceText {...source} productId="itm_apicalls" />
    </>
  );
}

/** What a client holds, in whichever query. */
const numbersIn = (client: QueryClient) => client.getQueriesData({}).flatMap(([, held]) => (held === undefined ? [] : [held]));

const origins = [
  {
    label: "the host's client, around the widgets",
    show: (connection: Connection) => {
      const { client } = renderInClient(<Forms connection={connection} />);
      return { client, clear: () => clearCreditBalances(client) };
    },
  },
  {
    label: "a client that was passed to the widgets",
    show: (connection: Connection) => {
      const client = new QueryClient();
      render(<Forms connection={connection} queryClient={client} />);
      return { client, clear: () => clearCreditBalances(client) };
    },
  },
  {
    label: "the client that the widgets share without either",
    show: (connection: Connection) => {
      render(<Forms connection={connection} />);
      return { client: privateClient(), clear: () => clearCreditBalances() };
    },
  },
];

describe.each(origins)("after a sign-out, with $label", ({ show }) => {
  it("no number is on the screen, and none in memory", async () => {
    let isSignedIn: boolean | null = true;
    const { client, clear } = show(connectApart({ authorize: () => isSignedIn }));
    await waitFor(() => expect(screen.getAllByText("1,250")).toHaveLength(3));

    isSignedIn = null;
    clear();
    await waitFor(() => expect(document.body.textContent).not.toMatch(/\d/));
    expect(document.querySelector("[title*='1,250']")).toBeNull();
    expect(numbersIn(client)).toEqual([]);
  });

  it("mounted widgets show their skeleton, and read nothing because of it", async () => {
    const connection = connectApart();
    const { client, clear } = show(connection);
    await waitFor(() => expect(screen.getAllByText("1,250")).toHaveLength(3));

    clear();
    await waitFor(() => expect(elements.widget()).toHaveAttribute("data-status", "loading"));
    await waitFor(() => expect(client.isFetching()).toBe(0));
    expect(connection.requests).toHaveLength(1);
    expect(elements.widget()).toHaveAttribute("data-status", "loading");
    expect(numbersIn(client)).toEqual([]);
  });

  it("a read that was under way brings no number any more", async () => {
    let answer: (permission: boolean) => void = () => undefined;
    const connection = connectApart({ authorize: () => new Promise((resolve) => (answer = resolve)) });
    const { client, clear } = show(connection);
    await waitFor(() => expect(connection.requests).toHaveLength(1));

    clear();
    expect(connection.requests[0]?.signal.aborted).toBe(true);
    answer(true);
    await waitFor(() => expect(client.isFetching()).toBe(0));
    expect(document.body.textContent).not.toMatch(/\d/);
  });
});

it("widgets whose last refresh failed show their skeleton, and no older failure", async () => {
  let allowed = true;
  const { client, poll } = renderWidget({ fetch: connect({ authorize: () => allowed }).fetch });
  await elements.row("API calls");
  allowed = false;
  await poll();
  await elements.tryAgain();

  clearCreditBalances(client);
  await waitFor(() => expect(document.body.textContent).not.toMatch(/\d/));
  expect(elements.widget()).toHaveAttribute("data-status", "loading");
});

it("the next visitor gets a read of their own", async () => {
  const { fetch, requests } = connect();
  const widget = (key: string) => <CreditBalances key={key} customerId="cus_test" endpoint={endpoint} fetch={fetch} />;
  const { client, rerender } = renderInClient(widget("first"));
  await elements.row("API calls");
  rerender([]);
  clearCreditBalances(client);
  expect(client.getQueryCache().getAll()).toEqual([]);
  rerender(widget("second"));
  expect(screen.queryByText("1,250")).toBeNull();
  expect(await screen.findByText("1,250")).toBeVisible();
  expect(requests).toHaveLength(2);
});

it("what the host keeps in the same client stays", async () => {
  const { client } = renderWidget({ fetch: connect().fetch });
  client.setQueryData(["the host's own"], 1);
  await elements.row("API calls");
  act(() => clearCreditBalances(client));
  expect(client.getQueryData(["the host's own"])).toBe(1);
});

it("nothing is ever written where it would outlive the page", async () => {
  const kept = async () => ({
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    cookie: document.cookie,
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
  });
  const before = await kept();
  const onLevelChange = vi.fn<() => void>();
  const { client } = renderWidget({ fetch: connectTo({ current_balance: 50 }).fetch, onLevelChange });
  await userEvent.click(await elements.refresh());
  await waitFor(() => expect(onLevelChange).toHaveBeenCalledOnce());
  expect(await kept()).toEqual(before);
  act(() => clearCreditBalances(client));
  expect(await kept()).toEqual(before);
});
