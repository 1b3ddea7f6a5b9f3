import { useEffect, useMemo } from "react";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { useCreditsState } from "../hooks/useCreditsState.ts";
import { useReports } from "../hooks/useReports.ts";
import { arrangeCredits, collator } from "./arrangeCredits.ts";
import { formatNumber } from "./formatNumber.ts";
import { useCrossings } from "./useCrossings.ts";
import { toView } from "./view.ts";
import type { WidgetProps } from "./view.ts";

const none: readonly CreditBalance[] = [];

/** What every form begins with: the state, the credits to show, and the host told of what changed. */
export function useWidget(props: WidgetProps) {
  const { refresh, ...state } = useCreditsState(props);
  const view = useMemo(() => toView(props), [props]);
  const { locale } = view;
  // While the numbers are on their way: on a slow phone Intl takes a tenth of a second to begin.
  useEffect(() => {
    collator(locale);
    formatNumber(0, locale);
  }, [locale]);
  const all = state.status === "ready" ? state.credits : none;
  const credits = useMemo(() => arrangeCredits(all, props, locale), [all, props, locale]);
  useReports(state, credits, props);
  const crossings = useCrossings(all, credits, view);
  return { state, refresh, view, credits, crossings };
}
