import { AutumnProvider, useCustomer } from "autumn-js/react";
import { createRoot } from "react-dom/client";

function Credits() {
  const { data, error } = useCustomer();
  if (error) return <p>Something went wrong.</p>;
  if (!data) return <p>Loading…</p>;
  return <p>{data.balances.credits.remaining.toLocaleString("en")}</p>;
}

createRoot(document.getElementById("root")).render(
  <AutumnProvider>
    <Credits />
  </AutumnProvider>,
);
