import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import type { CreditBalancesProps } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import type { SandboxOptions } from "../../src/sandbox/createSandbox.ts";
import { observedSandbox } from "./credits.ts";

/** The real proxy over the real sandbox, both in this page, counting what reaches either. */
export function connect(options: SandboxOptions & Partial<CreditsProxyOptions<Request>> = {}) {
  const sandbox = observedSandbox({ now: Date.now, ...options });
  const handler = createCreditsHandler({ apiKey: sandbox.apiKey, fetch: sandbox.fetch, authorize: () => true, ...options });
  const requests: Request[] = [];
  const fetch = (request: Request) => {
    requests.push(request);
    return handler(request);
  };
  return { fetch, requests, upstream: sandbox };
}

export const endpoint = "https://proxy.example/api/hyperline";

/** The widget for `cus_test`, with a query client of this test alone around it. */
export function renderWidget(props: Partial<CreditBalancesProps> = {}, client = new QueryClient()) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const widget = (changes: Partial<CreditBalancesProps> = {}) => (
    <CreditBalances customerId="cus_test" endpoint={endpoint} {...props} {...changes} />
  );
  const view = render(widget(), { wrapper });
  return { ...view, update: (changes: Partial<CreditBalancesProps>) => view.rerender(widget(changes)) };
}
