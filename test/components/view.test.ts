import { describe, expect, it } from "vitest";
import { parseAnswer } from "../../src/client/parseAnswer.ts";
import { toView } from "../../src/components/view.ts";
import type { WidgetProps } from "../../src/components/view.ts";
import { de, en, pl } from "../../src/locales.ts";
import { aCredit } from "../support/credits.ts";
import { anAnswer } from "../support/proxyAnswer.ts";

const [credit] = parseAnswer(JSON.parse(anAnswer({ data: [aCredit()] })), "cus_test").credits;

function amountOf(balance: number, props: Partial<WidgetProps>) {
  if (!credit) throw new Error("There is no credit.");
  const { digits, unit } = toView({ customerId: "cus_test", ...props }).amount(balance, credit);
  return `${digits} ${unit}`;
}

describe("an amount", () => {
  it.each([
    { label: "English words, Japanese numbers", props: { messages: en, locale: "ja" }, balance: 1, words: "1 credit" },
    { label: "English words, French numbers", props: { messages: en, locale: "fr" }, balance: 0, words: "0 credits" },
    { label: "Polish words, English numbers", props: { messages: pl, locale: "en" }, balance: 5, words: "5 kredytów" },
    { label: "German words, English numbers", props: { messages: de, locale: "en" }, balance: 1_000, words: "1,000 Credits" },
  ])("takes the plural of its words' language: $label", ({ props, balance, words }) => {
    expect(amountOf(balance, props)).toBe(words);
  });

  it("has no unit where the host wants none", () => {
    expect(amountOf(12, { units: { itm_apicalls: "" }, formatBalance: (balance) => `$${balance}` })).toBe("$12 ");
  });
});
