import type { CreditBalancesState, Refresh } from "../../hooks/useCreditBalances.ts";
import { useNow } from "../../hooks/useNow.ts";
import { CreditRow } from "../CreditRow/CreditRow.tsx";
import { formatNumber, pluralOf } from "../formatNumber.ts";
import { formatAge, formatClock } from "../formatTime.ts";
import { Icon } from "../Icon.tsx";
import type { Messages } from "../messages.ts";
import { Notice } from "../Notice/Notice.tsx";

type CreditListProps = {
  state: Extract<CreditBalancesState, { status: "ready" }>;
  locale: string;
  messages: Messages;
  onRetry: Refresh;
};

/** Numbers that arrived, with how old they are; or, after a validated empty answer, that there are none. */
export function CreditList({ state, locale, messages, onRetry }: CreditListProps) {
  const { credits, fetchedAt, stale, clockOffset } = state;
  const clock = useNow();
  // The server's clock has at least reached the moment of the read. While hydrating there is no other: both renders count from it.
  const now = Math.max(fetchedAt.getTime(), (clock ?? 0) + clockOffset);
  // Its time zone and its Intl are not the visitor's, so a server writes no date out.
  const hydrated = clock !== undefined;
  const time = hydrated ? formatClock(fetchedAt, now, locale) : fetchedAt.toISOString();
  return (
    <>
      <div role="status">
        {stale && (
          <div className="hcb-banner">
            <Icon name="low" />
            <p className="hcb-banner-text">
              <strong className="hcb-banner-title">{messages.stale.title}</strong> {messages.stale.detail(time)}
            </p>
            <button className="hcb-banner-action" type="button" onClick={onRetry}>
              {messages.tryAgain}
            </button>
          </div>
        )}
      </div>
      {credits.length === 0 ? (
        <Notice title={messages.empty.title} detail={messages.empty.detail} />
      ) : (
        <ul className="hcb-list" role="list">
          {credits.map((credit) => (
            <CreditRow key={credit.productId} credit={credit} now={now} hydrated={hydrated} locale={locale} messages={messages} />
          ))}
        </ul>
      )}
      <footer className="hcb-footer">
        <span className="hcb-footer-text">
          {stale
            ? messages.lastChecked(time)
            : messages.checked(formatAge(now - fetchedAt.getTime(), locale) ?? messages.justNow)}
        </span>
        {credits.length > 0 && (
          <span className="hcb-footer-text">
            {messages.products(formatNumber(credits.length, locale), pluralOf(credits.length, locale))}
          </span>
        )}
      </footer>
    </>
  );
}
