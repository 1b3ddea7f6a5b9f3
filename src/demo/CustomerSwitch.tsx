import type { DemoSource } from "./source.ts";

type CustomerSwitchProps = { source: DemoSource; customerId: string; onSignIn: (customerId: string) => void };

/** Signs in as another customer: one of the sandbox's cast, or with a real key, any id that is typed. */
export function CustomerSwitch({ source, customerId, onSignIn }: CustomerSwitchProps) {
  if (source.kind === "sandbox") {
    return (
      <label className="demo-switch">
        Signed in as
        <select value={customerId} onChange={(event) => onSignIn(event.target.value)}>
          {!source.customers.some(({ id }) => id === customerId) && <option value={customerId}>{customerId}</option>}
          {source.customers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <form
      className="demo-switch"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget).get("customer");
        if (typeof typed === "string") onSignIn(typed.trim());
      }}
    >
      <label htmlFor="demo-customer">Customer id, then Enter</label>
      <input id="demo-customer" name="customer" defaultValue={customerId} spellCheck={false} autoComplete="off" />
    </form>
  );
}
