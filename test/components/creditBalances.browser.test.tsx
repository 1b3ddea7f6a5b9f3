import { screen, waitFor, within } from "@testing-library/react";

import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";
import { aCredit, aCustomer, manyCredits } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, connectTo, renderWidget } from "../support/renderWidget.tsx";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe("a row", () => {
  it("shows the documented example's name, balance and refresh time", async () => {
    const { fetch } = connect({ fetch: createSandbox() });
    renderWidget({ fetch, customerId: documentedCustomerId });

    const row = await elements.row("Credit name");
    expect(elements.number(row)).toBe("2,000");
    expect(elements.time(row)).toHaveProperty("dateTime", "2023-11-23T09:00:01.860Z");
    expect(elements.time(row)).toHaveProperty("title", "Last refreshed November 23, 2023 at 9:00:01 AM UTC");
    expect(within(row).getByText(/^As of \d+ years ago$/)).toBeVisible();
  });

  it("says the age of the balance in words", async () => {
    renderWidget({ fetch: connectTo({ last_refreshed_at: minutesAgo(2) }).fetch });
    expect(await screen.findByText("As of 2 minutes ago")).toBeVisible();
  });

  it.each([
    { label: "at the threshold", balance: 100, badge: "Low" },
    { label: "at zero", balance: 0, badge: "Out of credits" },
    { label: "below zero", balance: -5, badge: "Out of credits" },
  ])("$label wears the badge $badge", async ({ balance, badge }) => {
    renderWidget({ fetch: connectTo({ current_balance: balance, low_count_threshold: 100 }).fetch });
    const found = elements.badge(await elements.row("API calls"));
    expect(found?.textContent).toBe(badge);
    expect(found?.querySelector(".hcb-icon")).toBeVisible();
  });

  it.each([
    { label: "just above the threshold", credit: { current_balance: 100.01, low_count_threshold: 100 } },
    { label: "without a threshold", credit: { current_balance: 0.5, low_count_threshold: null } },
  ])("$label wears no badge", async ({ credit }) => {
    renderWidget({ fetch: connectTo(credit).fetch });
    expect(elements.badge(await elements.row("API calls"))).toBeNull();
  });

  it("tells a screen reader the refresh time in full", async () => {
    renderWidget({ fetch: connectTo({ last_refreshed_at: "2023-11-23T09:00:01.860Z" }).fetch });
    const spoken = [...elements.time(await elements.row("API calls")).children].filter((part) => part.ariaHidden !== "true");
    expect(spoken.map((part) => part.textContent)).toEqual(["Last refreshed November 23, 2023 at 9:00:01 AM UTC"]);
  });

  it("says how many credits are topped up by themselves", async () => {
    const auto_topup = { credit_count: 1_500, amount_excluding_tax: 49, price_id: "prc_1" };
    renderWidget({ fetch: connectTo({ auto_topup }).fetch });
    expect(await screen.findByText("Tops up automatically: +1,500")).toBeVisible();
  });

  it.each([
    { balance: -350, shown: "-350" },
    { balance: 0.1 + 0.2, shown: "0.30000000000000004" },
    { balance: Number.MAX_SAFE_INTEGER, shown: "9,007,199,254,740,991" },
    { balance: 1e21, shown: "1,000,000,000,000,000,000,000" },
    { balance: -0, shown: "0" },
  ])("shows $balance as $shown", async ({ balance, shown }) => {
    renderWidget({ fetch: connectTo({ current_balance: balance }).fetch });
    expect(elements.number(await elements.row("API calls"))).toBe(shown);
  });

  it.each([
    { locale: "de", shown: "1.234.567,5" },
    { locale: "de_CH", shown: "1’234’567.5" },
    { locale: "C", shown: "1,234,567.5" },
    { locale: "", shown: "1,234,567.5" },
  ])("groups digits for the locale $locale", async ({ locale, shown }) => {
    renderWidget({ fetch: connectTo({ current_balance: 1_234_567.5 }).fetch, locale });
    expect(elements.number(await elements.row("API calls"))).toBe(shown);
  });

  it("without a number says that it is unavailable, and shows no zero", async () => {
    const body = { meta: { total: 1, taken: 1, skipped: 0 }, data: [{ ...aCredit(), current_balance: null }] };
    renderWidget({ fetch: connect({ fetch: async () => Response.json(body) }).fetch });

    const row = await elements.row("API calls");
    expect(within(row).getByText("Balance unavailable right now")).toBeVisible();
    expect(row.textContent).not.toMatch(/\d/);
    expect(elements.badge(row)).toBeNull();
  });

  it("shows a name made of markup as text", async () => {
    const name = '<img src=x onerror="alert(1)"><b>Free</b>';
    renderWidget({ fetch: connectTo({ name }).fetch });
    const row = await elements.row(name);
    expect(row.querySelector("img, b, script")).toBeNull();
  });

  it.each(["", "  ", "\u200B\u200B", "\u202E\u2066"])(
    "with the name %j, which nobody can see, goes by its product id",
    async (name) => {
      renderWidget({ fetch: connectTo({ name, product_id: "itm_nameless" }).fetch });
      expect(await screen.findByText("itm_nameless")).toBeVisible();
    },
  );
});

describe("the list", () => {
  const namesShown = async () => (await elements.rows()).map(elements.name);

  it("shows the first 20 of 101 products, and on demand each once", async () => {
    const { fetch } = connect({ customers: [aCustomer({ credits: manyCredits(101), echoesTake: true })] });
    renderWidget({ fetch });
    const names = manyCredits(101).map(({ name }) => name);
    expect(await namesShown()).toEqual(names.slice(0, 20));

    const more = screen.getByRole("button", { name: "Show all 101 products", expanded: false });
    await userEvent.click(more);
    await screen.findByRole("button", { name: "Show fewer", expanded: true });
    expect(await namesShown()).toEqual(names);

    await userEvent.click(more);
    await screen.findByRole("button", { name: "Show all 101 products", expanded: false });
    expect(await namesShown()).toEqual(names.slice(0, 20));
  });

  it("shows up to 25 products at once", async () => {
    const { fetch } = connect({ customers: [aCustomer({ credits: manyCredits(25) })] });
    renderWidget({ fetch });
    expect(await elements.rows()).toHaveLength(25);
    expect(screen.queryByRole("button", { name: /^Show/ })).toBeNull();
  });

  it("begins with what needs attention, and goes on by name", async () => {
    const { fetch } = connectTo(
      { product_id: "itm_1", name: "Zebra", current_balance: 500 },
      { product_id: "itm_2", name: "Apes", current_balance: 500 },
      { product_id: "itm_3", name: "Lions", current_balance: 5 },
      { product_id: "itm_4", name: "Yaks", current_balance: 0 },
      { product_id: "itm_5", name: "Owls", current_balance: -1 },
    );
    renderWidget({ fetch });
    expect(await namesShown()).toEqual(["Owls", "Yaks", "Lions", "Apes", "Zebra"]);
  });

  it("says that there are no credits only after an empty answer arrived", async () => {
    const { fetch } = connect({ customers: [aCustomer({ credits: [] })] });
    renderWidget({ fetch });
    expect(screen.queryByText("No credits yet")).toBeNull();
    expect(await screen.findByText("No credits yet")).toBeVisible();
  });

  it("looks different while it loads, when it is empty, when it failed, and at zero", async () => {
    const looks = new Set<string | undefined>();
    for (const { credits, authorize } of [
      { credits: [], authorize: () => true },
      { credits: [], authorize: () => false },
      { credits: [aCredit({ current_balance: 0 })], authorize: () => true },
    ]) {
      const { fetch } = connect({ customers: [aCustomer({ credits })], authorize });
      const { unmount } = renderWidget({ fetch });
      looks.add(elements.widget().textContent);
      await waitFor(() => expect(elements.widget().dataset["status"]).not.toBe("loading"));
      looks.add(elements.widget().textContent);
      unmount();
    }
    expect(looks.size).toBe(4);
  });
});

describe("refreshing", () => {
  it("shows what was spent, and the badge that it brings", async () => {
    const { fetch, move } = connectTo({ current_balance: 150, low_count_threshold: 100 });
    renderWidget({ fetch });
    expect(elements.badge(await elements.row("API calls"))).toBeNull();

    await move(-60);
    await userEvent.click(await elements.refresh());

    expect(await screen.findByText("90")).toBeVisible();
    expect(elements.badge(await elements.row("API calls"))?.textContent).toBe("Low");
  });

  it("does not settle for a read that began before it", async () => {
    let answerAtOnce = true;
    const { fetch, requests } = connect({ authorize: () => answerAtOnce || new Promise(() => undefined) });
    renderWidget({ fetch });
    const refresh = await elements.refresh();

    answerAtOnce = false;
    await userEvent.click(refresh);
    await waitFor(() => expect(requests).toHaveLength(2));
    answerAtOnce = true;
    await userEvent.click(refresh);
    await waitFor(() => expect(requests).toHaveLength(3));
    expect(requests[1]?.signal.aborted).toBe(true);
  });

  it("that fails keeps the numbers and says from when they are", async () => {
    let signedIn: boolean | null = true;
    const { fetch } = connect({ authorize: () => signedIn });
    renderWidget({ fetch });
    const row = await elements.row("API calls");
    expect(screen.getByText("Checked just now")).toBeVisible();

    signedIn = null;
    await userEvent.click(await elements.refresh());
    expect(await screen.findByText(/^Showing balances from \d{1,2}:\d{2} [AP]M\.$/)).toBeVisible();
    expect(screen.getByText(/^Last checked at \d{1,2}:\d{2} [AP]M$/)).toBeVisible();
    expect(screen.queryByText("Checked just now")).toBeNull();
    expect(elements.number(row)).toBe("1,250");

    signedIn = true;
    await userEvent.click(await elements.tryAgain());
    await waitFor(() => expect(screen.queryByText("Couldn't refresh.")).toBeNull());
    expect(screen.getByText("Checked just now")).toBeVisible();
  });
});

it("an answer that the proxy calls stale keeps its numbers and says from when they are", async () => {
  const { fetch } = connect();
  const stale = async (request: Request) =>
    new Response((await (await fetch(request)).text()).replace('"stale":false', '"stale":true'));
  renderWidget({ fetch: stale });
  expect(await screen.findByText("Couldn't refresh.")).toBeVisible();
  expect(elements.number(await elements.row("API calls"))).toBe("1,250");
});

describe("an error", () => {
  it("is said in the visitor's words, with nothing of the upstream's", async () => {
    const { fetch } = connect({ fetch: async () => Response.json({ message: "secret stack trace" }, { status: 404 }) });
    renderWidget({ fetch });
    await elements.failure();
    expect(screen.getByText("Couldn't load your credits")).toBeVisible();
    expect(screen.getByText("We couldn't find a billing account for you yet.")).toBeVisible();
    expect(elements.widget().textContent).not.toMatch(/secret|404|not_found/);
  });

  it("is read out once, by the live region, and shown to the eye alone", async () => {
    renderWidget({ fetch: connect({ authorize: () => false }).fetch });
    const title = "Couldn't load your credits";
    const detail = "Your account doesn't have access to these credits.";
    expect(await elements.failure()).toHaveTextContent(`${title}. ${detail}`);
    for (const words of [title, detail]) expect(screen.getByText(words).closest("[aria-hidden=true]")).toBeVisible();
  });

  it("is gone after a try that went well", async () => {
    let allowed = false;
    const { fetch } = connect({ authorize: () => allowed });
    renderWidget({ fetch });
    await elements.failure();

    allowed = true;
    await userEvent.click(await elements.tryAgain());
    expect(elements.number(await elements.row("API calls"))).toBe("1,250");
    expect(screen.queryByText("Couldn't load your credits")).toBeNull();
    expect(elements.status()).toBeEmptyDOMElement();
  });

  it("stays while it is tried again, with the focus where it was", async () => {
    let answer: (permission: boolean) => void = () => undefined;
    const { fetch, requests } = connect({ authorize: () => new Promise((resolve) => (answer = resolve)) });
    renderWidget({ fetch });
    await waitFor(() => expect(requests).toHaveLength(1));
    answer(false);
    await elements.failure();
    const notice = screen.getByText("Couldn't load your credits");

    const button = await elements.tryAgain();
    await userEvent.click(button);
    await waitFor(() => expect(requests).toHaveLength(2));
    expect(notice).toBeVisible();
    expect(button).toHaveFocus();
    answer(true);
    expect(elements.number(await elements.row("API calls"))).toBe("1,250");
  });

  it("of one customer is not shown for the next", async () => {
    const { fetch } = connect({
      authorize: (_request, customerId) => (customerId === "cus_test" ? false : new Promise(() => undefined)),
    });
    const { update } = renderWidget({ fetch });
    await elements.failure();
    update({ customerId: "cus_other" });
    expect(elements.status()).toHaveTextContent(/^Loading your credits$/);
    expect(elements.widget()).toHaveAttribute("data-status", "loading");
  });

  it.each([
    { label: "an empty customer id", props: { customerId: "" } },
    { label: "an endpoint that is no address", props: { endpoint: "https://" } },
    { label: "a page instead of an answer", props: { fetch: async () => new Response("<!doctype html>") } },
  ])("from $label does not take the page down", async ({ props }) => {
    renderWidget({ ...connect(), ...props });
    expect(await elements.failure()).toHaveTextContent("Something isn't set up right on our side.");
  });
});
