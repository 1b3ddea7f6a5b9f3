"use client";

import { useId } from "react";
import { useCreditBalances } from "../../hooks/useCreditBalances.ts";
import type { UseCreditBalancesOptions } from "../../hooks/useCreditBalances.ts";
import { Icon } from "../Icon.tsx";
import { en } from "../messages.ts";
import type { Messages } from "../messages.ts";
import { Skeleton } from "../Skeleton/Skeleton.tsx";
import { toLocale } from "../toLocale.ts";
import { CreditList } from "./CreditList.tsx";
import { LoadError } from "./LoadError.tsx";

/** Props of {@link CreditBalances}. */
export type CreditBalancesProps = UseCreditBalancesOptions & {
  /**
   * A BCP 47 tag for numbers and times.
   * @default "en"
   */
  locale?: string | undefined;
  /**
   * The words, in the language of `locale`.
   * @default English
   */
  messages?: Messages | undefined;
};

/**
 * A customer's credit products: what is left of each, a warning where it runs low, and how old the number is. Needs the proxy
 * mounted at `endpoint`, and `hyperline-credit-balances/styles.css`. Uses the query client around it, or one of its own.
 *
 * @example
 * ```tsx
 * <CreditBalances customerId="cus_Typ0px2W0aiEtl" />
 * ```
 */
export function CreditBalances({ locale = "en", messages = en, ...options }: CreditBalancesProps) {
  const state = useCreditBalances(options);
  const headingId = useId();
  const { refresh } = state;
  return (
    <section className="hcb-root" data-status={state.status} aria-labelledby={headingId}>
      <header className="hcb-header">
        <h2 className="hcb-heading" id={headingId}>
          {messages.heading}
        </h2>
        {state.status === "ready" && (
          <button className="hcb-refresh" type="button" data-refreshing={state.refreshing || undefined} onClick={refresh}>
            <Icon name="refresh" />
            {messages.refresh}
          </button>
        )}
      </header>
      {state.status === "loading" && <Skeleton label={messages.loading} />}
      {state.status === "error" && <LoadError state={state} messages={messages} onRetry={refresh} />}
      {state.status === "ready" && <CreditList state={state} locale={toLocale(locale)} messages={messages} onRetry={refresh} />}
    </section>
  );
}
