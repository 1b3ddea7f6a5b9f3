import { memo } from "react";
import type { ReactNode } from "react";
import type { CreditBalance } from "../../domain/creditBalance.ts";
import { formatNumber } from "../formatNumber.ts";
import { formatDate } from "../formatTime.ts";
import { Icon } from "../Icon.tsx";
import { nameOf } from "../nameOf.ts";
import type { View } from "../view.ts";
import { TopUp } from "./TopUp.tsx";

type CreditRowProps = {
  credit: CreditBalance;
  /** How old the number is, in words; `undefined`: not known. */
  age: string | undefined;
  /** Whether the visitor's time zone is known. */
  hydrated: boolean;
  view: View;
  render: ((credit: CreditBalance) => ReactNode) | undefined;
};

/** One credit product. Rendered again when something of it has changed or the host renders, and not by a read or a tick that changes nothing of it. */
export const CreditRow = memo(function CreditRow({ credit, render, ...rest }: CreditRowProps) {
  return (
    <li className={rest.view.part("credit")} data-level={credit.level}>
      {render ? render(credit) : <Content credit={credit} {...rest} />}
    </li>
  );
});

/** What the product is called, a warning where it runs low, what is left of it, and how old that number is. */
function Content({ credit, age, hydrated, view }: Omit<CreditRowProps, "render">) {
  const { balance, lowThreshold, autoTopUp, level, lastRefreshedAt } = credit;
  const { part, messages, locale } = view;
  const name = nameOf(credit);
  const warning = level === "low" || level === "out" ? level : undefined;
  const amount = balance === null ? undefined : view.amount(balance, credit);
  const inFull = hydrated && lastRefreshedAt ? messages.lastRefreshed(formatDate(new Date(lastRefreshedAt), locale)) : undefined;
  const facts = [
    level === "low" && lowThreshold !== null && !autoTopUp && messages.lowAt(formatNumber(lowThreshold, locale)),
    amount ? autoTopUp && messages.topsUp(formatNumber(autoTopUp.credits, locale)) : messages.unknownBalance,
  ];
  return (
    <>
      <div className="hcb-title">
        <span className={part("name")} title={name}>
          <bdi>{name}</bdi>
        </span>
        {warning && (
          <span className={part("badge")} data-level={level} data-soft={(level === "low" && autoTopUp !== null) || undefined}>
            <Icon name={warning} />
            {messages.level[warning]}
          </span>
        )}
      </div>
      <div className={part("balance")}>
        {amount ? (
          <>
            <bdi className={part("number")}>{amount.digits}</bdi> <span className={part("unit")}>{amount.unit}</span>
          </>
        ) : (
          <span className="hcb-unknown" aria-hidden="true">
            —
          </span>
        )}
      </div>
      <div className={part("details")}>
        <div className="hcb-facts">
          {amount && lastRefreshedAt && age && (
            <time className="hcb-fact" dateTime={lastRefreshedAt} title={inFull}>
              <span aria-hidden="true">{age}</span>
              <span className="hcb-visually-hidden">{inFull}</span>
            </time>
          )}
          {facts.map(
            (words) =>
              words && (
                <span key={words} className="hcb-fact">
                  {words}
                </span>
              ),
          )}
        </div>
        {warning && (view.renderTopUp ? view.renderTopUp(credit) : view.topUp && <TopUp credit={credit} view={view} />)}
      </div>
    </>
  );
}
