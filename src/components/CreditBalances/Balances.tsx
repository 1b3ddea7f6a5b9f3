import { useId } from "react";
import { formatNumber } from "../formatNumber.ts";
import { formatAge } from "../formatTime.ts";
import { useWidget } from "../useWidget.ts";
import { useTimes } from "../useTimes.ts";
import type { CreditBalancesProps } from "./creditBalancesProps.ts";
import { CreditList } from "./CreditList.tsx";
import { Header } from "./Header.tsx";
import { LoadError } from "./LoadError.tsx";
import { Notice } from "./Notice.tsx";
import { Skeleton } from "./Skeleton.tsx";

/** The widget of one customer, in whichever state. */
export function Balances(props: CreditBalancesProps) {
  const { layout = "list", colorScheme, renderCredit, renderEmpty, renderError } = props;
  const form = useWidget(props);
  const { state, refresh, view, credits } = form;
  const { part, messages, locale } = view;
  const times = useTimes(state, locale);
  const headingId = useId();
  return (
    <section
      className={part("root")}
      data-status={state.status}
      data-layout={layout}
      data-color-scheme={colorScheme}
      aria-labelledby={headingId}
    >
      <Header {...props} {...form} id={headingId} times={times} />
      {state.status === "loading" && <Skeleton />}
      {state.status === "error" &&
        (renderError ? renderError(state.error, refresh) : <LoadError {...state} view={view} onRetry={refresh} />)}
      {state.status === "ready" && (
        <>
          {credits.length > 0 ? (
            <CreditList credits={credits} times={times} view={view} renderCredit={renderCredit} />
          ) : renderEmpty ? (
            renderEmpty()
          ) : (
            <Notice className={part("notice")} {...messages.empty} />
          )}
          <footer className={part("footer")}>
            <span className="hcb-footer-text">
              {state.stale
                ? messages.lastChecked(times.time)
                : messages.checked(formatAge(times.now - state.fetchedAt.getTime(), locale) ?? messages.justNow)}
            </span>
            {credits.length > 0 && (
              <span className="hcb-footer-text">
                {messages.products(formatNumber(credits.length, locale), view.plural(credits.length))}
              </span>
            )}
          </footer>
        </>
      )}
    </section>
  );
}
