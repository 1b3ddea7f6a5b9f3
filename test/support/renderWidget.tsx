import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import type { CreditBalancesProps } from "../../src/components/CreditBalances/creditBalancesProps.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import type { SandboxOptions } from "../../src/sandbox/createSandbox.ts";
import { aCredit, aCustomer, observedSandbox } from "./credits.ts";

/** The real proxy over the real sandbox, both in this page, counting what reaches either. */
export function connect(options: SandboxOptions & Partial<CreditsProxyOptions<Request>> = {}) {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const sandbox = observedSandbox({ now, ...options });
  const handler = createCreditsHandler({ apiKey: sandbox.apiKey, fetch: sandbox.fetch, authorize: () => true, now, ...options });
  const requests: Request[] = [];
  const fetch = (request: Request) => {
    requests.push(request);
    return handler(request);
  };
  /** Uses credits up or, with a positive count, tops them up; and lets the server's clock run on until its rows are no longer fresh. */
  const move = async (count: number, productId = "itm_apicalls", customerId = "cus_test") => {
    ahead += 30_000;
    const [action, field] = count < 0 ? ["usage", "usage_retained"] : ["topup", "credit_count"];
    const request = new Request(`https://sandbox.example/v1/customers/${customerId}/credits/${productId}/${action}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${sandbox.apiKey}` },
      body: JSON.stringify({ [field]: Math.abs(count) }),
    });
    const { status } = await sandbox.fetch(request);
    if (status !== 201) throw new Error(`The sandbox answered ${status}.`);
  };
  return { fetch, requests, upstream: sandbox, move };
}

/** The same for one customer, `cus_test`, who has these credits. */
export function connectTo(...credits: Parameters<typeof aCredit>[0][]) {
  return connect({ customers: [aCustomer({ credits: credits.map((changes) => aCredit(changes)) })] });
}

export const endpoint = "https://proxy.example/api/hyperline";

/** Anything, with a query client of this test alone around it. */
export function renderInClient(children: ReactNode, client = new QueryClient()) {
  const wrapper = ({ children: inside }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{inside}</QueryClientProvider>
  );
  const view = render(children, { wrapper });
  return {
    ...view,
    client,
    /** Reads again, as the next poll would. */
    poll: () => act(() => client.refetchQueries()),
  };
}

/** The widget for `cus_test`, with a query client of this test alone around it. */
export function renderWidget(props: Partial<CreditBalancesProps> = {}, client = new QueryClient()) {
  const widget = (changes: Partial<CreditBalancesProps> = {}) => (
    <CreditBalances customerId="cus_test" endpoint={endpoint} {...props} {...changes} />
  );
  const view = renderInClient(widget(), client);
  return { ...view, update: (changes: Partial<CreditBalancesProps>) => view.rerender(widget(changes)) };
}
