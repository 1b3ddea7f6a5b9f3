"use client";

import { RenderGuard } from "../RenderGuard.tsx";
import { useWidget } from "../useWidget.ts";
import { useTimes } from "../useTimes.ts";
import type { WidgetProps } from "../view.ts";

/** Props of {@link CreditBalanceText}. */
export type CreditBalanceTextProps = Omit<WidgetProps, "products" | "sort" | "topUp" | "renderTopUp" | "colorScheme"> & {
  /** Whose balance to show. */
  productId: string;
};

/**
 * One balance inside a sentence, with its unit: no box, no button, the text around it sets the type. A dash where there is no number.
 *
 * @example
 * ```tsx
 * <p>You have <CreditBalanceText customerId="cus_…" productId="itm_…" /> left.</p>
 * ```
 */
export function CreditBalanceText(props: CreditBalanceTextProps) {
  return (
    <RenderGuard key={props.customerId} {...props} isInline>
      <Balance {...props} />
    </RenderGuard>
  );
}

function Balance(props: CreditBalanceTextProps) {
  const { state, view, credits } = useWidget(props);
  const { messages, part, amount } = view;
  const { time } = useTimes(state, view.locale);
  const credit = credits.find(({ productId }) => productId === props.productId);
  const isLoading = state.status === "loading";
  const isStale = state.status === "ready" && state.stale;
  if (!credit || credit.balance === null) {
    return (
      <span className={part("text")} aria-busy={isLoading} title={isLoading ? messages.loading : messages.unknownBalance}>
        <span aria-hidden="true">{isLoading ? "…" : "—"}</span>
        <span className="hcb-visually-hidden">{isLoading ? messages.loading : messages.unknownBalance}</span>
      </span>
    );
  }
  const { digits, unit } = amount(credit.balance, credit);
  return (
    <span className={part("text")} data-level={credit.level} data-stale={isStale || undefined}>
      <bdi className={part("number")}>{digits}</bdi> {unit}
      {isStale && ` (${messages.stale.inline(time)})`}
    </span>
  );
}
