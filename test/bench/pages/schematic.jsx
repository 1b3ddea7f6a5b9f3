import { SchematicProvider, useSchematicCreditBalance, useSchematicEvents } from "@schematichq/schematic-react";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";

function Credits() {
  const { identify } = useSchematicEvents();
  useEffect(() => {
    void identify({ keys: { id: "user_bench" }, company: { keys: { id: "cus_bench" } } });
  }, [identify]);
  const { balance, isLoading } = useSchematicCreditBalance("credits");
  return isLoading || balance === 0 ? <p>Loading…</p> : <p>{balance.toLocaleString("en")}</p>;
}

createRoot(document.getElementById("root")).render(
  <SchematicProvider
    publishableKey="pub_bench"
    apiUrl={location.origin}
    eventUrl={location.origin}
    webSocketUrl={`ws://${location.host}`}
  >
    <Credits />
  </SchematicProvider>,
);
