import type { CreditBalancesErrorCode } from "../domain/creditBalancesError.ts";

/** Every word that a visitor can read. Functions receive text that is already formatted for the locale. */
export type Messages = {
  /** The language of these words, a BCP 47 tag: numbers and times follow it where no other `locale` is asked for. */
  locale: string;
  heading: string;
  refresh: string;
  tryAgain: string;
  loading: string;
  level: { low: string; out: string };
  /** The unit beside a balance; `plural` is the category of that number in the locale, as `Intl.PluralRules` gives it. */
  unit: (plural: Intl.LDMLPluralRule) => string;
  unknownBalance: string;
  justNow: string;
  /** When Hyperline last computed a balance; `age` is like "2 minutes ago". */
  asOf: (age: string) => string;
  /** The same in full, for the tooltip and for screen readers. */
  lastRefreshed: (date: string) => string;
  lowAt: (threshold: string) => string;
  topsUp: (credits: string) => string;
  /** On the button or link that leads to buying more. */
  topUp: string;
  /** When this page last reached the billing service. */
  checked: (age: string) => string;
  lastChecked: (time: string) => string;
  products: (count: string, plural: Intl.LDMLPluralRule) => string;
  /** Where a long list is shown in part. */
  showAll: (count: string) => string;
  showFewer: string;
  /** With older numbers: why there are no newer ones, and from when these are; `inline` stands in brackets behind a number. */
  stale: { title: string; offline: string; detail: (time: string) => string; inline: (time: string) => string };
  empty: { title: string; detail: string };
  error: { title: string; detail: Record<CreditBalancesErrorCode, string> };
};

const notAnswering = "The billing service isn't answering. Your credits are safe.";
const notSetUp = "Something isn't set up right on our side. Your credits are safe.";

/** English, the default. */
export const en: Messages = {
  locale: "en",
  heading: "Credits",
  refresh: "Refresh",
  tryAgain: "Try again",
  loading: "Loading your credits",
  level: { low: "Low", out: "Out of credits" },
  unit: (plural) => (plural === "one" ? "credit" : "credits"),
  unknownBalance: "Balance unavailable right now",
  justNow: "just now",
  asOf: (age) => `As of ${age}`,
  lastRefreshed: (date) => `Last refreshed ${date}`,
  lowAt: (threshold) => `Low at ${threshold}`,
  topsUp: (credits) => `Tops up automatically: +${credits}`,
  topUp: "Top up",
  checked: (age) => `Checked ${age}`,
  lastChecked: (time) => `Last checked at ${time}`,
  products: (count, plural) => (plural === "one" ? `${count} product` : `${count} products`),
  showAll: (count) => `Show all ${count}`,
  showFewer: "Show fewer",
  stale: {
    title: "Couldn't refresh.",
    offline: "You're offline.",
    detail: (time) => `Showing balances from ${time}.`,
    inline: (time) => `as of ${time}`,
  },
  empty: { title: "No credits yet", detail: "Credit products on your plan will show up here." },
  error: {
    title: "Couldn't load your credits",
    detail: {
      unauthenticated: "You're signed out. Sign in again to see your credits.",
      forbidden: "Your account doesn't have access to these credits.",
      not_found: "We couldn't find a billing account for you yet.",
      rate_limited: "A lot is going on right now. Try again in a moment.",
      offline: "You're offline. Your credits are safe and will show up when you're back.",
      network: "The connection didn't go through. Your credits are safe.",
      upstream_failed: notAnswering,
      upstream_invalid: notAnswering,
      upstream_timeout: notAnswering,
      internal: notAnswering,
      invalid_request: notSetUp,
      method_not_allowed: notSetUp,
      unexpected_answer: notSetUp,
    },
  },
};
