import { useState } from "react";
import type { FormEvent } from "react";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { useCreditBalances } from "../hooks/useCreditBalances.ts";
import type { Backend } from "./backend.ts";

/** Moves the sandbox's balances the way real usage would, so that a badge can be seen to come and go. */
export function SandboxControls({ customerId, backend }: { customerId: string; backend: Backend }) {
  const state = useCreditBalances({ customerId, fetch: backend.fetch });
  const [chosen, choose] = useState("");
  const [typed, setTyped] = useState<string>();

  const credits = state.status === "ready" ? state.credits : [];
  const credit = credits.find(({ productId }) => productId === chosen) ?? credits[0];
  const amount = typed ?? String(enoughForABadge(credit));
  const disabled = credit === undefined || !(Number(amount) > 0);

  async function move(sign: 1 | -1) {
    if (disabled) return;
    await backend.move(customerId, credit.productId, sign * Number(amount));
    setTyped(amount);
    await state.refresh();
  }

  function spend(event: FormEvent) {
    event.preventDefault();
    void move(-1);
  }

  return (
    <section className="demo-panel" aria-labelledby="demo-sandbox">
      <h2 id="demo-sandbox">Try it</h2>
      <p>{credit ? "These credits live in a sandbox. Spend some and watch the badge appear." : "There is nothing to spend."}</p>
      <form className="demo-controls" onSubmit={spend}>
        <label>
          Product
          <select
            value={credit?.productId ?? ""}
            disabled={!credit}
            onChange={(event) => {
              choose(event.target.value);
              setTyped(undefined);
            }}
          >
            {credits.map(({ productId, name }) => (
              <option key={productId} value={productId}>
                {name.trim() || productId}
              </option>
            ))}
          </select>
        </label>
        <label>
          Credits
          <input type="number" min="0" step="any" value={amount} onChange={(event) => setTyped(event.target.value)} />
        </label>
        <button type="submit" disabled={disabled}>
          Spend
        </button>
        <button type="button" disabled={disabled} onClick={() => move(1)}>
          Top up
        </button>
      </form>
    </section>
  );
}

/** What takes a balance down to its threshold. */
function enoughForABadge(credit: CreditBalance | undefined): number {
  const above = (credit?.balance ?? 0) - (credit?.lowThreshold ?? 0);
  return above > 0 ? above : 100;
}
