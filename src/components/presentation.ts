import type { CreditBalance } from "../domain/creditBalance.ts";
import type { Messages } from "./messages.ts";

/** How credits are put into words and colours. */
export type Presentation = {
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
  /**
   * Light or dark, whatever is around.
   * @default the page's own `color-scheme`
   */
  colorScheme?: "light" | "dark" | undefined;
};
