import type { QueryClient } from "@tanstack/react-query";
import {
  clearCreditBalances,
  CreditBalances,
  CreditBalancesError,
  CreditBalancesPill,
  creditBalancesQuery,
  CreditBalanceText,
  creditLevel,
  isCreditBalancesError,
  useCreditBalances,
} from "hyperline-credit-balances";
import type {
  AwaitChange,
  CreditBalance,
  CreditBalancesErrorCode,
  CreditBalancesPillProps,
  CreditBalancesProps,
  CreditBalancesState,
  CreditBalanceTextProps,
  CreditLevel,
  CreditsSnapshot,
  CreditsSource,
  Fetch,
  LevelChange,
  Messages,
  Part,
  ProblemCode,
  Refresh,
  UseCreditBalancesOptions,
} from "hyperline-credit-balances";
import { clearCreditBalances as clearElements } from "hyperline-credit-balances/element";
import type { CreditBalancesElement, CreditBalancesPillElement, WidgetEvents } from "hyperline-credit-balances/element";
import { de, en } from "hyperline-credit-balances/locales";
import { createCreditsHandler, createCreditsListener, customerTokens, signCustomerToken } from "hyperline-credit-balances/proxy";
import type { CreditsEvent, CreditsListener, CreditsProxyOptions } from "hyperline-credit-balances/proxy";
import { createClock, createSandbox, createSandboxProxy, sandboxApiKey } from "hyperline-credit-balances/sandbox";
import type { Sandbox, SandboxFault } from "hyperline-credit-balances/sandbox";
import "hyperline-credit-balances/styles.css";

const words: Messages = { ...en, heading: "API credits" };
const part: Part = "heading";
const list: CreditBalancesProps = {
  customerId: "cus_1",
  messages: words,
  classNames: { [part]: "mine" },
  renderTopUp: () => null,
};
const pill: CreditBalancesPillProps = { customerId: "cus_1", productId: "itm_1", messages: de };
const text: CreditBalanceTextProps = { customerId: "cus_1", productId: "itm_1" };

export function Page() {
  const options: UseCreditBalancesOptions = { customerId: "cus_1" };
  const state: CreditBalancesState & { refresh: Refresh; awaitChange: AwaitChange } = useCreditBalances(options);
  const credit: CreditBalance | undefined = state.status === "ready" ? state.credits[0] : undefined;
  const level: CreditLevel | undefined = credit && creditLevel(credit);
  return (
    <>
      <CreditBalances {...list} onLevelChange={({ from, to }: LevelChange) => [from, to, level]} />
      <CreditBalancesPill {...pill} />
      <CreditBalanceText {...text} />
      <credit-balances customer-id="cus_1" onlevelchange={({ detail }) => detail.to} />
      <credit-balances-pill customerId="cus_1" units={{ itm_1: "images" }} />
    </>
  );
}

export async function prefetch(client: QueryClient, source: CreditsSource): Promise<CreditsSnapshot | undefined> {
  await client.prefetchQuery(creditBalancesQuery(source));
  clearCreditBalances(client);
  return client.fetchQuery(creditBalancesQuery(source));
}

export function codeOf(error: unknown): CreditBalancesErrorCode | ProblemCode | undefined {
  if (error instanceof CreditBalancesError) return error.code;
  return isCreditBalancesError(error) ? error.code : undefined;
}

export function elements(): (CreditBalancesElement | CreditBalancesPillElement | null)[] {
  const found = document.querySelector("credit-balances");
  found?.addEventListener("levelchange", (event: WidgetEvents["levelchange"]) => event.detail.credit.name);
  clearElements();
  return [found, document.createElement("credit-balances-pill")];
}

const options: CreditsProxyOptions<Request> = {
  apiKey: process.env["HYPERLINE_API_KEY"],
  authorize: async (request, customerId) => request.headers.get("cookie") === customerId,
  onEvent: (event: CreditsEvent) => event.type,
};
export const handler: Fetch = createCreditsHandler(options);
export const listener: CreditsListener = createCreditsListener({
  apiKey: "test_1",
  authorize: customerTokens({ secret: "s".repeat(32) }),
});
export const token: Promise<string> = signCustomerToken({ customerId: "cus_1", secret: "s".repeat(32) });

const fault: SandboxFault = "slow";
export const sandbox: Sandbox = createSandbox({ faults: [fault, null], now: createClock(0).now });
export const proxy = createSandboxProxy({ apiKey: sandboxApiKey, customers: [{ id: "cus_1", credits: [] }] });
