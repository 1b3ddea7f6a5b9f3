import { useState } from "react";
import { CreditBalances } from "../components/CreditBalances/CreditBalances.tsx";
import { CreditBalanceText } from "../components/CreditBalanceText/CreditBalanceText.tsx";
import { CreditBalancesPill } from "../components/CreditBalancesPill/CreditBalancesPill.tsx";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { useCreditBalances } from "../hooks/useCreditBalances.ts";
import type { Backend } from "./backend.ts";
import { CustomerSwitch } from "./CustomerSwitch.tsx";
import { RecentRuns } from "./RecentRuns.tsx";
import { SandboxControls } from "./SandboxControls.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { UsageChart } from "./UsageChart.tsx";

type DashboardProps = {
  backend: Backend;
  /** Who is signed in at first. */
  signedIn: string;
  onSignIn?: (customerId: string) => void;
};

const pages = ["Overview", "Projects", "Usage", "Members", "Settings"];

/** A SaaS product's usage page, as a stranger might build it, with the widget in three places. */
export function Dashboard({ backend, signedIn, onSignIn }: DashboardProps) {
  const { source, fetch, move } = backend;
  const [customerId, setCustomerId] = useState(signedIn);
  const shared = { customerId, fetch };
  const state = useCreditBalances(shared);
  const { awaitChange } = state;
  const credits = state.status === "ready" ? state.credits : [];
  const told = credits.find(({ level }) => level === "ok") ?? credits[0];

  /** What a checkout would do, and after it. */
  async function buy({ productId }: CreditBalance) {
    await move(customerId, productId, 1_000);
    await awaitChange();
  }
  const topUp = source.kind === "sandbox" ? buy : undefined;

  function signIn(next: string) {
    onSignIn?.(next);
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
            <p>
              {told ? (
                <>
                  You have <CreditBalanceText {...shared} productId={told.productId} /> left for {told.name.trim() || "your runs"}
                  .
                </>
              ) : (
                "What your team has used this month, and what is left."
              )}
            </p>
          </div>
          <div className="demo-tools">
            <CreditBalancesPill {...shared} topUp={topUp} />
            <ThemeSwitch />
          </div>
        </header>
        <div className="demo-grid">
          <CreditBalances {...shared} topUp={topUp} />
          <div className="demo-column">
            <UsageChart />
            {source.kind === "sandbox" && <SandboxControls key={customerId} customerId={customerId} backend={backend} />}
          </div>
        </div>
        <RecentRuns />
      </main>
    </div>
  );
}
