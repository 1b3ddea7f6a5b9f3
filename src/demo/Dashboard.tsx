import { useState } from "react";
import { CreditBalances } from "../components/CreditBalances/CreditBalances.tsx";
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
          <ThemeSwitch />
        </header>
        <div className="demo-grid">
          <CreditBalances customerId={customerId} />
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
