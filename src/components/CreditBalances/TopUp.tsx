import { useState } from "react";
import type { CreditBalance } from "../../domain/creditBalance.ts";
import { keepFocus } from "../keepFocus.ts";
import { nameOf } from "../nameOf.ts";
import type { View } from "../view.ts";

/** The way to more credits, where the host has one, and where they are needed. */
export function TopUp({ credit, view: { topUp, messages, part } }: { credit: CreditBalance; view: View }) {
  const [ref] = useState(keepFocus);
  const props = { ref, className: part("top-up"), "aria-label": `${messages.topUp}: ${nameOf(credit)}` };
  if (typeof topUp !== "function")
    return (
      <a {...props} href={topUp}>
        {messages.topUp}
      </a>
    );
  return (
    <button {...props} type="button" onClick={() => topUp(credit)}>
      {messages.topUp}
    </button>
  );
}
