import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import type { CreditBalancesProps } from "../../src/components/CreditBalances/creditBalancesProps.ts";
import { CreditBalancesPill } from "../../src/components/CreditBalancesPill/CreditBalancesPill.tsx";
import { CreditBalanceText } from "../../src/components/CreditBalanceText/CreditBalanceText.tsx";
import { en } from "../../src/components/messages.ts";
import { elements } from "../support/elements.ts";
import { connect, connectTo, endpoint, renderInClient } from "../support/renderWidget.tsx";

const mistake = new Error("The host's own mistake.");
const state = { isBroken: true };

/** A host's function that throws as long as it is broken, and then gives this. */
const broken =
  <T,>(result: T) =>
  (): T => {
    if (state.isBroken) throw mistake;
    return result;
  };

beforeEach(() => {
  state.isBroken = true;
  // React says there what it caught.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

type OnError = NonNullable<CreditBalancesProps["onError"]>;
const source = ({ fetch } = connect()) => ({ customerId: "cus_test", endpoint, fetch });

const refusing = () => connect({ authorize: () => false });

const mistakes: { label: string; props: Partial<CreditBalancesProps>; connection?: () => ReturnType<typeof connect> }[] = [
  { label: "renderCredit", props: { renderCredit: broken("Rendered") } },
  { label: "renderEmpty", props: { renderEmpty: broken("Rendered"), products: [] } },
  { label: "renderError", props: { renderError: broken("Rendered") }, connection: refusing },
  { label: "a unit", props: { units: { itm_apicalls: broken("calls") } } },
  { label: "formatBalance", props: { formatBalance: broken("many") } },
  { label: "sort", props: { sort: broken(0) }, connection: () => connectTo({}, { product_id: "itm_2", name: "Images" }) },
  { label: "a word", props: { messages: { ...en, checked: broken("Rendered") } } },
  { label: "the word for a unit", props: { messages: { ...en, unit: broken("credits") } } },
];

describe("a mistake of the host's", () => {
  it.each(mistakes)("in $label leaves the host's page, and a button that tries again", async ({ props, connection }) => {
    const onError = vi.fn<OnError>();
    renderInClient(
      <main>
        <p>The host&apos;s page</p>
        <CreditBalances {...source(connection?.())} {...props} onError={onError} />
      </main>,
    );
    expect(await screen.findByText(/^Couldn't load your credits/)).toBeVisible();
    expect(screen.getByText("The host's page")).toBeVisible();
    const told = onError.mock.calls.map(([{ code, cause }]) => ({ code, cause }));
    expect(told.filter(({ code }) => code === "internal")).toEqual([{ code: "internal", cause: mistake }]);

    state.isBroken = false;
    await userEvent.click(await elements.tryAgain());
    await waitFor(() => expect(elements.widget()).toBeVisible());
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("is met again by whoever tries again too early", async () => {
    renderInClient(<CreditBalances {...source()} renderCredit={broken("Rendered")} />);
    await screen.findByRole("alert");
    await userEvent.click(await elements.tryAgain());
    expect(await screen.findByRole("alert")).toHaveTextContent("Couldn't load your credits");
  });

  it("is told in the host's words where these are no part of it", async () => {
    const messages = { ...en, tryAgain: "Once more", error: { ...en.error, title: "Alas" }, asOf: broken("") };
    renderInClient(<CreditBalances {...source()} messages={messages} />);
    expect(await screen.findByRole("alert")).toHaveTextContent("Alas");
    expect(screen.getByRole("button", { name: "Once more" })).toBeVisible();
  });

  it("in words that lack half of them is told in English", async () => {
    const messages = { ...en };
    Reflect.deleteProperty(messages, "error");
    Reflect.deleteProperty(messages, "level");
    renderInClient(<CreditBalances {...source(refusing())} messages={messages} />);
    expect(await screen.findByRole("alert")).toHaveTextContent("Couldn't load your credits");
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  });

  it.each([
    { form: "a pill", Form: CreditBalancesPill },
    { form: "a balance in a sentence", Form: CreditBalanceText },
  ])("in $form leaves a dash there, and the page and its neighbours as they are", async ({ Form }) => {
    const onError = vi.fn<OnError>();
    const one = source();
    renderInClient(
      <main>
        <p>
          You have <Form {...one} productId="itm_apicalls" formatBalance={broken("many")} onError={onError} />
        </p>
        <CreditBalances {...one} />
      </main>,
    );
    expect(await screen.findByText("1,250")).toBeVisible();
    expect(screen.getByText(/^You have/)).toHaveTextContent(/^You have —$/);
    expect(screen.getByTitle("Couldn't load your credits")).toBeVisible();
    expect(onError.mock.calls).toMatchObject([[{ code: "internal", cause: mistake }]]);
  });

  it("in onError takes nothing down either", async () => {
    const uncaught: unknown[] = [];
    const onUncaught = ({ error }: ErrorEvent) => uncaught.push(error);
    addEventListener("error", onUncaught);
    const another = new Error("Another one.");
    const onError = () => {
      throw another;
    };
    renderInClient(<CreditBalances {...source()} renderCredit={broken("Rendered")} onError={onError} />);
    expect(await screen.findByRole("alert")).toBeVisible();
    await waitFor(() => expect(uncaught).toContain(another));
    removeEventListener("error", onUncaught);
  });
});

it("a mistake for one customer is not held against the next", async () => {
  const widget = (customerId: string) => (
    <CreditBalances {...source()} customerId={customerId} renderCredit={broken("Rendered")} />
  );
  const { rerender } = renderInClient(widget("cus_test"));
  await screen.findByRole("alert");
  state.isBroken = false;
  rerender(widget("cus_other"));
  expect(screen.queryByRole("alert")).toBeNull();
  await elements.failure();
});

it("a mistake in a sentence is forgotten once the host renders something else", async () => {
  const sentence = () => (
    <p>
      You have <CreditBalanceText {...source()} productId="itm_apicalls" formatBalance={broken("many")} />
    </p>
  );
  const { rerender } = renderInClient(sentence());
  await screen.findByTitle("Couldn't load your credits");
  state.isBroken = false;
  rerender(sentence());
  expect(await screen.findByText("many")).toBeVisible();
});
