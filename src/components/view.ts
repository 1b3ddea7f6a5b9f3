import type { ReactNode } from "react";
import type { CreditBalance } from "../domain/creditBalance.ts";
import type { UseCreditBalancesOptions } from "../hooks/useCreditsState.ts";
import type { Reports } from "../hooks/useReports.ts";
import type { Arrangement } from "./arrangeCredits.ts";
import { formatNumber, pluralOf } from "./formatNumber.ts";
import { en } from "./messages.ts";
import type { Messages } from "./messages.ts";
import type { Presentation } from "./presentation.ts";
import { toLocale } from "./toLocale.ts";

/** Elements that a host can give further class names. Each also has a class of its own: `hcb-root`, `hcb-header` and so on. */
export type Part =
  | "root"
  | "header"
  | "heading"
  | "refresh"
  | "list"
  | "credit"
  | "name"
  | "badge"
  | "balance"
  | "number"
  | "unit"
  | "details"
  | "top-up"
  | "notice"
  | "footer"
  | "pill"
  | "popover"
  | "text";

/** Props of every form of the widget. */
export type WidgetProps = UseCreditBalancesOptions &
  Arrangement &
  Presentation &
  Reports & {
    /** On credits that are low or out, in place of our link or button, with or without `topUp`. */
    renderTopUp?: ((credit: CreditBalance) => ReactNode) | undefined;
    /** Further class names, by part. */
    classNames?: Readonly<Partial<Record<Part, string>>> | undefined;
  };

/** What the parts of a form need of its props, with the defaults filled in. */
export type View = {
  locale: string;
  messages: Messages;
  topUp: WidgetProps["topUp"];
  renderTopUp: WidgetProps["renderTopUp"];
  /** The `className` of a part. */
  part: (name: Part) => string;
  /** The form that the words take for a number: that of their language, whatever the numbers' locale is. */
  plural: (count: number) => Intl.LDMLPluralRule;
  /** A balance in words: its digits, and what is counted. */
  amount: (balance: number, credit: CreditBalance) => { digits: string; unit: string };
};

export function toView({ messages = en, locale, units, formatBalance, topUp, renderTopUp, classNames }: WidgetProps): View {
  const own = toLocale(locale ?? messages.locale);
  const plural = (count: number) => pluralOf(count, toLocale(messages.locale));
  return {
    locale: own,
    messages,
    topUp,
    renderTopUp,
    part: (name) => `hcb-${name} ${classNames?.[name] ?? ""}`.trimEnd(),
    plural,
    amount: (balance, credit) => {
      const unit = units && Object.hasOwn(units, credit.productId) ? units[credit.productId] : undefined;
      return {
        digits: formatBalance ? formatBalance(balance, credit) : formatNumber(balance, own),
        unit: typeof unit === "function" ? unit(pluralOf(balance, own)) : (unit ?? messages.unit(plural(balance))),
      };
    },
  };
}
