import { CreditBalances, CreditBalancesPill, CreditBalanceText } from "../../src/index.ts";
import { propsOf } from "./propsOf.ts";
import { PropsTable } from "./PropsTable.tsx";

const list = propsOf(CreditBalances);
const pill = propsOf(CreditBalancesPill);
const text = propsOf(CreditBalanceText);
const namesOf = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);
const shared = list.filter(({ name }) => namesOf(pill).includes(name));
const without = (rows: typeof list) => rows.filter(({ name }) => !namesOf(shared).includes(name));

/** The props of all three forms, those that they share first. */
export function AllProps() {
  return (
    <>
      <h2>Every form</h2>
      <p>
        <code>{"<CreditBalanceText>"}</code> has no use for <code>products</code>, <code>sort</code>, <code>topUp</code>,{" "}
        <code>renderTopUp</code> and <code>colorScheme</code>: it is one number, in the colours of the sentence around it.
      </p>
      <PropsTable rows={shared} />
      <h2>{"<CreditBalances>"} alone</h2>
      <PropsTable rows={without(list)} />
      <h2>{"<CreditBalancesPill>"} alone</h2>
      <PropsTable rows={without(pill)} />
      <h2>{"<CreditBalanceText>"} alone</h2>
      <PropsTable rows={without(text)} />
    </>
  );
}
