"use client";

import { RenderGuard } from "../RenderGuard.tsx";
import { Pill } from "./Pill.tsx";
import type { CreditBalancesPillProps } from "./Pill.tsx";

/**
 * One balance for a navigation bar. A press opens the whole list in a popover; Escape, or a press elsewhere, closes it and leaves the focus on the
 * pill. It cannot stand inside a paragraph, which holds no list.
 *
 * @example
 * ```tsx
 * <CreditBalancesPill customerId="cus_Typ0px2W0aiEtl" />
 * ```
 */
export function CreditBalancesPill(props: CreditBalancesPillProps) {
  return (
    <RenderGuard key={props.customerId} {...props} isInline>
      <Pill {...props} />
    </RenderGuard>
  );
}
