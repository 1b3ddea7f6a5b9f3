import { useState } from "react";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { nameOf } from "./nameOf.ts";
import type { View } from "./view.ts";

/**
 * Words for what crossed a level since the last read, for a live region: silence as long as nothing did.
 *
 * @param answer the same as long as nothing new was read
 */
export function useCrossings(answer: unknown, credits: readonly CreditBalance[], view: View): string {
  const [last, setLast] = useState({ answer, credits, words: "" });
  if (answer === last.answer) return last.words;
  const crossed = credits.filter(({ productId, level }) => {
    const before = last.credits.find((credit) => credit.productId === productId);
    return before && before.level !== level;
  });
  const words = crossed.map((credit) => inWords(credit, view)).join(". ");
  setLast({ answer, credits, words });
  return words;
}

function inWords(credit: CreditBalance, { messages, amount }: View): string {
  const { balance, level } = credit;
  if (balance === null) return `${nameOf(credit)}: ${messages.unknownBalance}`;
  const { digits, unit } = amount(balance, credit);
  const warning = level === "low" || level === "out" ? `${messages.level[level]}, ` : "";
  return `${nameOf(credit)}: ${warning}${digits} ${unit}`;
}
