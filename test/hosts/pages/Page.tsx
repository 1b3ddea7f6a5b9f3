import { CreditBalances, CreditBalancesPill, CreditBalanceText } from "hyperline-credit-balances";

/** Who is shown: in good order and with warnings, with rows that could not be read again, and without any. */
export const customers = { mixed: "cus_mixed", stale: "cus_stale", empty: "cus_empty" };

const never = () => new Promise<Response>(() => undefined);
const refuse = async () => Response.json({ code: "unauthenticated" }, { status: 401 });

/** A host's page: something of its own, and beside it every form of the widget in every state. */
export function Page({ endpoint }: { endpoint: string }) {
  const mixed = { customerId: customers.mixed, endpoint };
  const stale = { customerId: customers.stale, endpoint };
  return (
    <>
      <main className="host">
        <header>
          <h1>Your own page</h1>
          <h2>Settings</h2>
        </header>
        <section>
          <p>
            Words with <strong>some</strong> <a href="#own">link</a>, <bdi>isolated</bdi> <span>text</span> and a{" "}
            <time>time</time>.
          </p>
          <ul>
            <li>One</li>
            <li>Two</li>
          </ul>
          <button type="button">Save</button>
          <div role="status">Saved</div>
          <svg viewBox="0 0 16 16" width="16" height="16">
            <path d="M2 2h12" />
            <polyline points="2,8 14,8" />
          </svg>
        </section>
        <footer>Yours</footer>
      </main>
      <div className="slot" id="list">
        <CreditBalances {...mixed} topUp="#buy" />
      </div>
      <div className="slot" id="cards">
        <CreditBalances {...mixed} topUp={() => undefined} layout="cards" heading="Your credits" headingLevel={3} />
      </div>
      <div className="slot" id="stale">
        <CreditBalances {...stale} />
      </div>
      <div className="slot" id="empty">
        <CreditBalances customerId={customers.empty} endpoint={endpoint} />
      </div>
      <div className="slot" id="error">
        <CreditBalances customerId="cus_signedout" endpoint={endpoint} fetch={refuse} />
      </div>
      <div className="slot" id="loading">
        <CreditBalances customerId="cus_loading" endpoint={endpoint} fetch={never} />
      </div>
      <div className="slot" id="text">
        <p className="sentence">
          You have <CreditBalanceText {...mixed} productId="itm_calls" /> and{" "}
          <CreditBalanceText {...stale} productId="itm_calls" /> left, <CreditBalanceText {...mixed} productId="itm_none" />{" "}
          elsewhere.
        </p>
      </div>
      <nav className="slot" id="pills">
        <CreditBalancesPill {...mixed} productId="itm_minutes" /> <CreditBalancesPill {...mixed} productId="itm_calls" />{" "}
        <CreditBalancesPill {...stale} /> <CreditBalancesPill {...mixed} topUp="#buy" />
      </nav>
    </>
  );
}
