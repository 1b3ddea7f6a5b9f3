import type { ReactNode } from "react";
import type { CreditBalance } from "../../domain/creditBalance.ts";
import type { CreditBalancesError } from "../../domain/creditBalancesError.ts";
import type { Refresh } from "../../hooks/useCreditsState.ts";
import type { WidgetProps } from "../view.ts";

/** Props of `CreditBalances`. */
export type CreditBalancesProps = WidgetProps & {
  /**
   * One under the other in a frame, or a card for each.
   * @default "list"
   */
  layout?: "list" | "cards" | undefined;
  /**
   * Names the widget.
   * @default that of `messages`
   */
  heading?: ReactNode;
  /**
   * Where the heading stands in the outline of the page.
   * @default 2
   */
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  /** The content of a credit's list item, in place of ours. */
  renderCredit?: ((credit: CreditBalance) => ReactNode) | undefined;
  /** What stands in place of the list where there are no credits. */
  renderEmpty?: (() => ReactNode) | undefined;
  /** What stands in place of the list where there is no number to show. */
  renderError?: ((error: CreditBalancesError, retry: Refresh) => ReactNode) | undefined;
};
