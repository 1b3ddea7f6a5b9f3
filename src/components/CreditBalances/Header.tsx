import type { CreditBalancesState, Refresh } from "../../hooks/useCreditsState.ts";
import { Icon } from "../Icon.tsx";
import { staleTitle } from "../staleTitle.ts";
import type { Times } from "../useTimes.ts";
import type { View } from "../view.ts";
import type { CreditBalancesProps } from "./creditBalancesProps.ts";

type HeaderProps = Pick<CreditBalancesProps, "heading" | "headingLevel"> & {
  id: string;
  state: CreditBalancesState;
  /** What crossed a level since the last read. */
  crossings: string;
  times: Times;
  view: View;
  refresh: Refresh;
};

/**
 * The heading, the refresh button, and the one live region: it shows what is wrong with the numbers, and speaks of failures and of levels that were
 * crossed. It is as high in every state, so that the rows below stay where they are.
 */
export function Header({ id, heading, headingLevel = 2, state, crossings, times, view, refresh }: HeaderProps) {
  const { part, messages } = view;
  const Heading = `h${headingLevel}` as const;
  const isReady = state.status === "ready";
  const isStale = isReady && state.stale;
  const refreshing = isReady && state.refreshing && times.hydrated;
  return (
    <header className={part("header")} data-stale={isStale || undefined}>
      <Heading className={part("heading")} id={id}>
        {heading ?? messages.heading}
      </Heading>
      <div className={isStale ? "hcb-banner" : "hcb-visually-hidden"} role="status">
        {state.status === "loading" && messages.loading}
        {state.status === "error" && `${messages.error.title}. ${messages.error.detail[state.error.code]}`}
        {isStale && (
          <>
            <Icon name="low" />
            <span className="hcb-banner-text">
              <strong className="hcb-banner-title">{staleTitle(state, messages)}</strong> {messages.stale.detail(times.time)}
            </span>
          </>
        )}
        {!isStale && crossings}
      </div>
      {isReady && (
        <button className={part("refresh")} type="button" data-refreshing={refreshing || undefined} onClick={refresh}>
          <Icon name="refresh" />
          {isStale ? messages.tryAgain : messages.refresh}
        </button>
      )}
    </header>
  );
}
