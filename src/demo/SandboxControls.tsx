import { useState } from "react";
import { useCreditBalances } from "../hooks/useCreditBalances.ts";

/** Moves the sandbox's balances the way real usage would, so that a badge can be seen to come and go. */
export function SandboxControls({ customerId }: { customerId: string }) {
  const state = useCreditBalances({ customerId });
  const [chosen, choose] = useState("");
  const [amount, setAmount] = useState(100);
  const credits = state.status === "ready" ? state.credits : [];
  const productId = credits.find((credit) => credit.productId === chosen)?.productId ?? credits[0]?.productId;

  async function move(action: "usage" | "topup") {
    if (productId === undefined) return;
    await fetch(`/demo/${action}?${new URLSearchParams({ product: productId, count: String(amount) })}`, { method: "POST" });
    await state.refresh();
  }

  return (
    <section className="demo-panel" aria-labelledby="demo-sandbox">
      <h2 id="demo-sandbox">Try it</h2>
      <p>These credits live in a sandbox. Spend some and watch the badge appear.</p>
      <div className="demo-controls">
        <label>
          Product
          <select value={productId ?? ""} onChange={(event) => choose(event.target.value)} disabled={credits.length === 0}>
            {credits.map((credit) => (
              <option key={credit.productId} value={credit.productId}>
                {credit.name.trim() || credit.productId}
              </option>
            ))}
          </select>
        </label>
        <label>
          Credits
          <input type="number" min="1" value={amount} onChange={(event) => setAmount(event.target.valueAsNumber)} />
        </label>
        <button type="button" onClick={() => move("usage")} disabled={productId === undefined || !(amount > 0)}>
          Spend
        </button>
        <button type="button" onClick={() => move("topup")} disabled={productId === undefined || !(amount > 0)}>
          Top up
        </button>
      </div>
    </section>
  );
}
