import { useState } from "react";
import { CreditBalances } from "../components/CreditBalances/CreditBalances.tsx";
import { CreditBalancesPill } from "../components/CreditBalancesPill/CreditBalancesPill.tsx";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { useCreditBalances } from "../hooks/useCreditBalances.ts";
import { CustomerSwitch } from "./CustomerSwitch.tsx";
import { RecentRuns } from "./RecentRuns.tsx";
import { SandboxControls } from "./SandboxControls.tsx";
import { sessionCookie, signedInCustomer } from "./session.ts";
import type { DemoSource } from "./source.ts";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { UsageChart } from "./UsageChart.tsx";

const pages = ["Overview", "Projects", "Usage", "Members", "Settings"];

/** A SaaS product's usage page, as a stranger might build it, with the widget in it. */
export function Dashboard({ source }: { source: DemoSource }) {
  const [customerId, setCustomerId] = useState(() => signedInCustomer(document.cookie));

  const { awaitChange } = useCreditBalances({ customerId });

  /** What a checkout would do, and after it. */
  async function buy({ productId }: CreditBalance) {
    await fetch(`/demo/topup?${new URLSearchParams({ product: productId, count: "1000" })}`, { method: "POST" });
    await awaitChange();
  }
  const topUp = source.kind === "sandbox" ? buy : undefined;

  function signIn(next: string) {
    document.cookie = sessionCookie(next);
    setCustomerId(next);
  }

  return (
    <div className="demo">
      <aside className="demo-sidebar">
        <p className="demo-brand">
          <span className="demo-logo" aria-hidden="true" />
          Prism
        </p>
        <nav aria-label="Main">
          <ul className="demo-nav">
            {pages.map((page) => (
              <li key={page}>
                <a href="#usage" aria-current={page === "Usage" ? "page" : undefined}>
                  {page}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <CustomerSwitch source={source} customerId={customerId} onSignIn={signIn} />
      </aside>
      <main className="demo-main" id="usage">
        <header className="demo-top">
          <div>
            <h1>Usage</h1>
            <p>What your team has used this month, and what is left.</p>
          </div>
          <div className="demo-tools">
            <CreditBalancesPill customerId={customerId} topUp={topUp} />
            <ThemeSwitch />
          </div>
        </header>
        <div className="demo-grid">
          <CreditBalances customerId={customerId} topUp={topUp} />
          <div className="demo-column">
            <UsageChart />
            {source.kind === "sandbox" && <SandboxControls key={customerId} customerId={customerId} />}
          </div>
        </div>
        <RecentRuns />
      </main>
    </div>
  );
}
