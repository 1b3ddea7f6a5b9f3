import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { CreditBalanceText } from "../../src/components/CreditBalanceText/CreditBalanceText.tsx";
import type { CreditBalanceTextProps } from "../../src/components/CreditBalanceText/CreditBalanceText.tsx";
import { aCredit } from "../support/credits.ts";
import { connect, connectTo, endpoint, renderInClient } from "../support/renderWidget.tsx";

/** A host's sentence with a balance in it. */
function renderSentence(props: Partial<CreditBalanceTextProps>) {
  const source = { customerId: "cus_test", endpoint, productId: "itm_apicalls" };
  const view = renderInClient(
    <p style={{ font: "italic 700 31px/2 serif", color: "rgb(1, 2, 3)" }}>
      You have <CreditBalanceText {...source} {...props} /> left.
    </p>,
  );
  const sentence = screen.getByText(/^You have/);
  return { ...view, sentence };
}

const unknown = connect({
  fetch: async () => Response.json({ meta: { total: 1, taken: 1, skipped: 0 }, data: [{ ...aCredit(), current_balance: null }] }),
});

/** What is read out of a sentence: all but what is hidden from it. */
function spoken(element: Element): string {
  const copy = element.cloneNode(true);
  if (copy instanceof Element) for (const hidden of copy.querySelectorAll("[aria-hidden=true]")) hidden.remove();
  return copy.textContent ?? "";
}

describe("a balance inside a sentence", () => {
  it.each([
    { balance: 1_250, words: "You have 1,250 credits left." },
    { balance: 1, words: "You have 1 credit left." },
    { balance: 0, words: "You have 0 credits left." },
    { balance: -5.5, words: "You have -5.5 credits left." },
    { balance: 1_999_999, words: "You have 1,999,999 credits left." },
  ])("reads $words", async ({ balance, words }) => {
    const { sentence } = renderSentence({ fetch: connectTo({ current_balance: balance }).fetch });
    await waitFor(() => expect(sentence.textContent).toBe(words));
  });

  it("waits with three dots, and says why", () => {
    const { sentence } = renderSentence({ fetch: () => new Promise(() => undefined) });
    expect(spoken(sentence)).toBe("You have Loading your credits left.");
    expect(screen.getByText("…")).toBeVisible();
    expect(screen.getByTitle("Loading your credits")).toHaveAttribute("aria-busy", "true");
  });

  it.each([
    { label: "the balance is unknown", props: { fetch: unknown.fetch } },
    { label: "there is no such product", props: { fetch: connect().fetch, productId: "itm_other" } },
    { label: "nothing could be loaded", props: { fetch: connect({ authorize: () => false }).fetch } },
  ])("is a dash where $label, and no zero", async ({ props }) => {
    const { sentence } = renderSentence(props);
    expect(await screen.findByText("—")).toBeVisible();
    expect(spoken(sentence)).toBe("You have Balance unavailable right now left.");
    expect(sentence.textContent).not.toMatch(/\d/);
  });

  it("keeps its number when a refresh fails, and says from when it is", async () => {
    let allowed = true;
    const { sentence, poll } = renderSentence({ fetch: connect({ authorize: () => allowed }).fetch });
    await waitFor(() => expect(sentence.textContent).toBe("You have 1,250 credits left."));
    allowed = false;
    await poll();
    await waitFor(() => expect(sentence.textContent).toMatch(/^You have 1,250 credits \(as of \d{1,2}:\d{2} [AP]M\) left\.$/));
    allowed = true;
    await poll();
    await waitFor(() => expect(sentence.textContent).toBe("You have 1,250 credits left."));
  });

  it("is written with the host's unit, number and language", async () => {
    const { sentence } = renderSentence({
      fetch: connect().fetch,
      locale: "de",
      units: { itm_apicalls: (plural) => `Anrufe (${plural})` },
      formatBalance: (balance) => `rund ${balance}`,
    });
    await waitFor(() => expect(sentence.textContent).toBe("You have rund 1250 Anrufe (other) left."));
  });

  it("takes its type from the sentence", async () => {
    const { sentence } = renderSentence({ fetch: connect().fetch });
    const balance = (await screen.findByText("1,250")).closest(".hcb-text");
    const [own, around] = [getComputedStyle(balance ?? document.body), getComputedStyle(sentence)];
    for (const property of ["font", "color", "display"] as const) {
      expect(own[property]).toBe(property === "display" ? "inline" : around[property]);
    }
  });

  it("tells a stylesheet how it stands", async () => {
    renderSentence({ fetch: connectTo({ current_balance: 90 }).fetch, classNames: { text: "own", number: "digits" } });
    const number = await screen.findByText("90");
    expect(number).toHaveClass("hcb-number", "digits");
    expect(number.closest(".hcb-text.own")).toHaveAttribute("data-level", "low");
  });
});
