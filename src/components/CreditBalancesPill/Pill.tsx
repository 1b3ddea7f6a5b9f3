import { useState } from "react";
import { mostUrgent } from "../arrangeCredits.ts";
import { Balances } from "../CreditBalances/Balances.tsx";
import { Icon } from "../Icon.tsx";
import { nameOf } from "../nameOf.ts";
import { staleTitle } from "../staleTitle.ts";
import { useWidget } from "../useWidget.ts";
import { useTimes } from "../useTimes.ts";
import type { WidgetProps } from "../view.ts";
import { formatCompact } from "./formatCompact.ts";
import { usePopover } from "./usePopover.ts";

/** Props of `CreditBalancesPill`. */
export type CreditBalancesPillProps = WidgetProps & {
  /**
   * Whose balance stands in the pill.
   * @default that of the product that needs attention most
   */
  productId?: string | undefined;
};

/** The pill of one customer, in whichever state, and the popover that belongs to it. */
export function Pill(props: CreditBalancesPillProps) {
  const { productId, colorScheme, formatBalance } = props;
  const { state, view, credits, crossings } = useWidget(props);
  const { part, messages, locale } = view;
  const { time } = useTimes(state, locale);
  const { button, panel, isOpen } = usePopover();

  const credit = productId === undefined ? mostUrgent(credits) : credits.find((one) => one.productId === productId);
  const balance = credit?.balance ?? undefined;
  const amount = credit && balance !== undefined ? view.amount(balance, credit) : undefined;
  const isStale = state.status === "ready" && state.stale;
  const level = state.status === "error" ? "unknown" : credit?.level;
  const isSoft = credit?.level === "low" && credit.autoTopUp !== null;
  const warning = level === "low" || level === "out" ? messages.level[level] : undefined;
  const stale = isStale ? `${staleTitle(state, messages)} ${messages.stale.detail(time)}` : undefined;
  const news = stale ?? crossings;
  const [heard, setHeard] = useState("");
  // While the popover is open, its list speaks.
  if (isOpen && heard !== news) setHeard(news);
  const words = [
    state.status === "loading" && messages.loading,
    state.status === "error" && messages.error.title,
    credit && `${nameOf(credit)}: ${amount ? `${amount.digits} ${amount.unit}` : messages.unknownBalance}`,
    warning,
    stale,
  ].filter(Boolean);
  return (
    <span className={part("root")} data-layout="pill" data-color-scheme={colorScheme}>
      <button
        ref={button}
        className={part("pill")}
        type="button"
        title={words.join(". ")}
        data-level={level}
        data-soft={isSoft || undefined}
        aria-haspopup="dialog"
      >
        {level === "low" || level === "out" ? <Icon name={level} /> : <span className="hcb-dot" data-level={level} />}
        <span className="hcb-visually-hidden">{words.join(". ") || messages.heading}</span>
        <span className="hcb-pill-text" aria-hidden="true">
          {amount && balance !== undefined ? (
            <>
              <bdi className={part("number")}>{formatBalance ? amount.digits : formatCompact(balance, locale)}</bdi> {amount.unit}
            </>
          ) : (
            messages.heading
          )}
          {isStale && ` · ${time}`}
        </span>
      </button>
      <span className="hcb-visually-hidden" role="status">
        {!isOpen && news !== heard && news}
      </span>
      <div ref={panel} className={part("popover")} popover="auto" role="dialog" aria-label={messages.heading}>
        {isOpen && <Balances {...props} onLevelChange={undefined} onError={undefined} onRefresh={undefined} />}
      </div>
    </span>
  );
}
