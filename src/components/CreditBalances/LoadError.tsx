import { useState } from "react";
import type { CreditBalancesError } from "../../domain/creditBalancesError.ts";
import { Icon } from "../Icon.tsx";
import { keepFocus } from "../keepFocus.ts";
import type { View } from "../view.ts";
import { Notice } from "./Notice.tsx";

type LoadErrorProps = { error: CreditBalancesError; refreshing: boolean; view: View; onRetry: () => void };

/** There is no number to show: says why in the visitor's words, and to whoever is developing, how to mend it. */
export function LoadError({ error, refreshing, view: { messages, part }, onRetry }: LoadErrorProps) {
  const [ref] = useState(keepFocus);
  return (
    <Notice className={part("notice")} title={messages.error.title} detail={messages.error.detail[error.code]} isSpoken>
      <button ref={ref} className="hcb-button" type="button" data-refreshing={refreshing || undefined} onClick={onRetry}>
        <Icon name="refresh" />
        {messages.tryAgain}
      </button>
      {process.env.NODE_ENV === "development" && <p className="hcb-developer-note">{`Development only: ${error.message}`}</p>}
    </Notice>
  );
}
