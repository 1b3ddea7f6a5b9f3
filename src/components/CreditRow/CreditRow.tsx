import type { CreditBalance } from "../../domain/creditBalance.ts";
import { formatNumber, pluralOf } from "../formatNumber.ts";
import { LevelBadge } from "../LevelBadge/LevelBadge.tsx";
import type { Messages } from "../messages.ts";
import { RefreshTime } from "./RefreshTime.tsx";

/** Something else than blanks, control characters and marks of direction. */
const visible = /[^\p{C}\p{Z}]/u;

type CreditRowProps = {
  credit: CreditBalance;
  /** The server's clock, in milliseconds. */
  now: number;
  /** Whether the visitor's time zone is known. */
  hydrated: boolean;
  locale: string;
  messages: Messages;
};

/** One credit product: what it is called, what is left of it, and how old that number is. */
export function CreditRow({ credit, now, hydrated, locale, messages }: CreditRowProps) {
  const { balance, lowThreshold, autoTopUp, level } = credit;
  const name = visible.test(credit.name) ? credit.name.trim() : credit.productId;
  return (
    <li className="hcb-credit" data-level={level}>
      <div className="hcb-title">
        <span className="hcb-name" title={name}>
          <bdi>{name}</bdi>
        </span>
        <LevelBadge level={level} messages={messages} />
      </div>
      {balance === null ? (
        <div className="hcb-balance" aria-hidden="true">
          <span className="hcb-unknown">—</span>
        </div>
      ) : (
        <div className="hcb-balance">
          <bdi className="hcb-number">{formatNumber(balance, locale)}</bdi>{" "}
          <span className="hcb-unit">{messages.unit(pluralOf(balance, locale))}</span>
        </div>
      )}
      <div className="hcb-details">
        {balance === null ? (
          <span className="hcb-detail">{messages.unknownBalance}</span>
        ) : (
          <>
            <RefreshTime at={credit.lastRefreshedAt} now={now} hydrated={hydrated} locale={locale} messages={messages} />
            {level === "low" && lowThreshold !== null && (
              <span className="hcb-detail">{messages.lowAt(formatNumber(lowThreshold, locale))}</span>
            )}
            {autoTopUp && <span className="hcb-detail">{messages.topsUp(formatNumber(autoTopUp.credits, locale))}</span>}
          </>
        )}
      </div>
    </li>
  );
}
