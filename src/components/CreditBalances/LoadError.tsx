import type { CreditBalancesState, Refresh } from "../../hooks/useCreditBalances.ts";
import { Icon } from "../Icon.tsx";
import type { Messages } from "../messages.ts";
import { Notice } from "../Notice/Notice.tsx";

type LoadErrorProps = { state: Extract<CreditBalancesState, { status: "error" }>; messages: Messages; onRetry: Refresh };

/** There is no number to show: says why in the visitor's words, and to whoever is developing, how to mend it. */
export function LoadError({ state: { error, refreshing }, messages, onRetry }: LoadErrorProps) {
  return (
    <Notice role="alert" title={messages.error.title} detail={messages.error.detail[error.code]}>
      <button className="hcb-button" type="button" data-refreshing={refreshing || undefined} onClick={onRetry}>
        <Icon name="refresh" />
        {messages.tryAgain}
      </button>
      {process.env.NODE_ENV === "development" && <p className="hcb-developer-note">{`Development only: ${error.message}`}</p>}
    </Notice>
  );
}
