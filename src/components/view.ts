import type { CreditBalance } from "../domain/creditBalance.ts";
import type { UseCreditBalancesOptions } from "../hooks/useCreditsState.ts";
import type { Reports } from "../hooks/useReports.ts";
import type { Arrangement } from "./arrangeCredits.ts";
import { formatNumber, pluralOf } from "./formatNumber.ts";
import { en } from "./messages.ts";
import type { Messages } from "./messages.ts";
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
  Reports & {
    /**
     * A BCP 47 tag, for numbers, times and the order of names.
     * @default the language of `messages`
     */
    locale?: string | undefined;
    /**
     * The words. Seven other languages are in `hyperline-credit-balances/locales`.
     * @default English
     */
    messages?: Messages | undefined;
    /** By product id: what is counted, like "images"; a function receives the number's plural category. */
    units?: Readonly<Record<string, string | ((plural: Intl.LDMLPluralRule) => string)>> | undefined;
    /**
     * Writes a balance, without its unit.
     * @default every digit, grouped for the locale
     */
    formatBalance?: ((balance: number, credit: CreditBalance) => string) | undefined;
    /**
     * Where more can be bought, on credits that are low or out: an address, or what to do for a credit.
     * @default nothing is offered
     */
    topUp?: string | ((credit: CreditBalance) => void) | undefined;
    /** Further class names, by part. */
    classNames?: Readonly<Partial<Record<Part, string>>> | undefined;
    /**
     * Light or dark, whatever is around.
     * @default the page's own `color-scheme`
     */
    colorScheme?: "light" | "dark" | undefined;
  };

/** What the parts of a form need of its props, with the defaults filled in. */
export type View = {
  locale: string;
  messages: Messages;
  topUp: WidgetProps["topUp"];
  /** The `className` of a part. */
  part: (name: Part) => string;
  /** The form that the words take for a number: that of their language, whatever the numbers' locale is. */
  plural: (count: number) => Intl.LDMLPluralRule;
  /** A balance in words: its digits, and what is counted. */
  amount: (balance: number, credit: CreditBalance) => { digits: string; unit: string };
};

export function toView({ messages = en, locale, units, formatBalance, topUp, classNames }: WidgetProps): View {
  const own = toLocale(locale ?? messages.locale);
  const plural = (count: number) => pluralOf(count, toLocale(messages.locale));
  return {
    locale: own,
    messages,
    topUp,
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
