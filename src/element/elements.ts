import type { Arrangement } from "../components/arrangeCredits.ts";
import type { Presentation } from "../components/presentation.ts";
import type { CreditBalance } from "../domain/creditBalance.ts";
import type { CreditBalancesError } from "../domain/creditBalancesError.ts";
import type { Fetch } from "../domain/fetch.ts";
import type { LevelChange } from "../hooks/levelMemory.ts";

/**
 * Properties of both elements, each what the prop of its name is in React. What text can say is also an attribute, in small letters with hyphens, and
 * the two follow each other.
 */
export type WidgetProperties = Arrangement &
  Omit<Presentation, "locale"> & {
    /** As Hyperline gives it. Without it the element is empty. */
    customerId?: string | undefined;
    /**
     * Where the proxy is mounted: a path, or a full URL.
     * @default "/api/hyperline"
     */
    endpoint?: string | undefined;
    /** Sent with every request: an object, or a function that makes one, which is asked before each read. */
    headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
    /** @default the platform's `fetch` */
    fetch?: Fetch | undefined;
    /**
     * A BCP 47 tag, for words, numbers and times. The words are English where it is none of our eight languages.
     * @default the `lang` of the page around the element
     */
    locale?: string | undefined;
    /**
     * Milliseconds between reads while the page is visible; `false`: never.
     * @default 60_000
     */
    refetchInterval?: number | false | undefined;
  };

export type ListProperties = {
  /** @default "list" */
  layout?: "list" | "cards" | undefined;
  /**
   * Names the widget. More than words goes into an element with `slot="heading"`.
   * @default that of the language
   */
  heading?: string | undefined;
  /** @default 2 */
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
};

export type PillProperties = {
  /**
   * Whose balance stands in the pill.
   * @default that of the product that needs attention most
   */
  productId?: string | undefined;
};

export type Methods = {
  /** Reads again now, past what the proxy holds. Resolves when the read has ended, well or not. */
  refresh(): Promise<void>;
  /**
   * For after a purchase: reads until a balance has moved, a minute at the longest. Resolves to the credits that moved, or to none.
   */
  awaitChange(): Promise<readonly CreditBalance[]>;
};

/** What the elements tell. The events pass shadow roots and do not bubble. */
export type WidgetEvents = {
  /** A credit has crossed a level: once for each crossing, in one tab of the browser; on first sight only of what is low or out. */
  levelchange: CustomEvent<LevelChange>;
  /** A read and its retries have failed. */
  error: CustomEvent<CreditBalancesError>;
  /** A read brought an answer, perhaps a stale one; with the credits that are shown. */
  refresh: CustomEvent<{ credits: readonly CreditBalance[]; fetchedAt: Date; stale: boolean }>;
};

type Listening = {
  addEventListener<K extends keyof WidgetEvents>(
    type: K,
    listener: (event: WidgetEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
};

/** `<credit-balances customer-id="cus_…">`: the list or the cards. Slots: `heading`, `empty`, `top-up`, and `top-up-{product id}`. */
export type CreditBalancesElement = Listening & HTMLElement & WidgetProperties & ListProperties & Methods;

/** `<credit-balances-pill customer-id="cus_…">`: one balance; a press opens the list. Slots: `top-up`, and `top-up-{product id}`. */
export type CreditBalancesPillElement = Listening & HTMLElement & WidgetProperties & PillProperties & Methods;

/** Forgets every customer's credits, for when a visitor signs out: elements that are still there show their skeleton. */
export declare function clearCreditBalances(): void;

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface can be added to
  interface HTMLElementTagNameMap {
    "credit-balances": CreditBalancesElement;
    "credit-balances-pill": CreditBalancesPillElement;
  }
}

/** Names as React 18 passes them on, and as React 19 sets them: as attributes, properties and listeners. */
type Markup<Properties> = Properties & {
  [Type in keyof WidgetEvents as `on${Type}`]?: ((event: WidgetEvents[Type]) => void) | undefined;
} & {
  "customer-id"?: string | undefined;
  "refetch-interval"?: number | string | undefined;
  "top-up"?: string | undefined;
  "color-scheme"?: "light" | "dark" | undefined;
  "heading-level"?: number | string | undefined;
  "product-id"?: string | undefined;
  id?: string | undefined;
  class?: string | undefined;
  className?: string | undefined;
  slot?: string | undefined;
  style?: object | undefined;
  hidden?: boolean | undefined;
  children?: unknown;
  ref?: unknown;
};

/** @ts-ignore -- a page without React's types has no JSX to add to */
declare module "react" {
  namespace JSX {
    // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface can be added to
    interface IntrinsicElements {
      "credit-balances": Markup<Omit<WidgetProperties, "products"> & { products?: readonly string[] | string } & ListProperties>;
      "credit-balances-pill": Markup<
        Omit<WidgetProperties, "products"> & { products?: readonly string[] | string } & PillProperties
      >;
    }
  }
}
