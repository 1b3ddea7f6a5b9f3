import { useSyncExternalStore } from "react";
import { CreditBalances } from "../../components/CreditBalances/CreditBalances.tsx";
import { createCast, documentedCustomerId } from "../../sandbox/createCast.ts";
import { creditsPath } from "../../domain/customerId.ts";

const customers = createCast(0).map(({ id, name }) => ({ id, name }));

/** Every state that the sandbox's customers show, one link each, and the widget for the one in the address. */
export function SandboxPage() {
  const customerId = useSyncExternalStore(subscribe, chosenCustomer);
  return (
    <main className="page">
      <header className="page-header">
        <p className="page-brand">
          <span className="page-logo" aria-hidden="true" />
          hyperline-credit-balances
          <span className="page-tag">Sandbox</span>
        </p>
        <h1>How many credits do I have left?</h1>
        <p>
          The real widget over the real proxy, reading a sandbox of Hyperline in this server's memory. Nothing here is money, and
          everyone may look.
        </p>
      </header>
      <nav aria-label="Customers">
        <ul className="page-customers">
          {customers.map(({ id, name }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                aria-current={id === customerId ? "page" : undefined}
                ref={id === customerId ? reveal : undefined}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="page-widget">
        <CreditBalances customerId={customerId} />
        <dl className="page-source">
          <dt>In your product</dt>
          <dd>
            <code>{`<CreditBalances customerId="${customerId}" />`}</code>
          </dd>
          <dt>What it reads</dt>
          <dd>
            <code>GET /api/hyperline{creditsPath(customerId)}</code>
          </dd>
        </dl>
      </div>
    </main>
  );
}

/** On a phone the links are a strip, which may begin far from the one that was bookmarked. */
function reveal(link: HTMLElement | null) {
  link?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** In the address, so that a state can be bookmarked and the back button works. */
function chosenCustomer(): string {
  return location.hash.slice(1) || documentedCustomerId;
}

function subscribe(onChange: () => void) {
  addEventListener("hashchange", onChange);
  return () => removeEventListener("hashchange", onChange);
}
