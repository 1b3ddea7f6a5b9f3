import { startTransition, useState } from "react";
import type { CreditBalance } from "../../domain/creditBalance.ts";
import { formatNumber } from "../formatNumber.ts";
import { formatAge } from "../formatTime.ts";
import { keepFocus } from "../keepFocus.ts";
import type { Times } from "../useTimes.ts";
import type { View } from "../view.ts";
import type { CreditBalancesProps } from "./creditBalancesProps.ts";
import { CreditRow } from "./CreditRow.tsx";

/** Longer lists begin with those that come first, so that a page opens quickly and stays short. */
const longest = 25;
const shownAtFirst = 20;

type CreditListProps = {
  credits: readonly CreditBalance[];
  times: Times;
  view: View;
  renderCredit: CreditBalancesProps["renderCredit"];
};

/** A row for each credit; of many, the first ones, and the others on demand. */
export function CreditList({ credits, times: { now, hydrated }, view, renderCredit }: CreditListProps) {
  const [isWhole, setWhole] = useState(false);
  const [ref] = useState(keepFocus);
  const { part, messages, locale } = view;
  const isLong = credits.length > longest;
  const shown = isLong && !isWhole ? credits.slice(0, shownAtFirst) : credits;
  const ageOf = (at: string) => messages.asOf(formatAge(now - Date.parse(at), locale) ?? messages.justNow);
  const count = formatNumber(credits.length, locale);
  return (
    <>
      <ul className={part("list")} role="list" data-long={isLong || undefined}>
        {shown.map((credit) => (
          <CreditRow
            key={credit.productId}
            credit={credit}
            age={credit.lastRefreshedAt ? ageOf(credit.lastRefreshedAt) : undefined}
            hydrated={hydrated}
            view={view}
            render={renderCredit}
          />
        ))}
      </ul>
      {isLong && (
        <button
          ref={ref}
          className="hcb-more"
          type="button"
          aria-expanded={isWhole}
          onClick={() => startTransition(() => setWhole(!isWhole))}
        >
          {isWhole ? messages.showFewer : messages.showAll(messages.products(count, view.plural(credits.length)))}
        </button>
      )}
    </>
  );
}
