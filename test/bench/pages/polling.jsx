import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { CreditBalances } from "../../../dist/index.js";
import { Credits } from "./Credits.jsx";

/** Widgets, or lists by hand, that read again and again, and a field to type into. Each has come at a time of its own. */

const kinds = {
  ours: (interval) => <CreditBalances customerId="cus_bench" refetchInterval={interval} />,
  "by hand": (interval) => <Credits customerId="cus_bench" interval={interval} />,
};

const keys = [];
const field = document.body.appendChild(document.createElement("input"));
field.addEventListener("keydown", ({ timeStamp }) => keys.push(performance.now() - timeStamp));

const container = document.body.appendChild(document.createElement("main"));
const root = createRoot(container);
const client = new QueryClient();
const shown = [];

function render() {
  root.render(
    <QueryClientProvider client={client}>
      {shown.map((widget, key) => (
        <div key={key}>{widget}</div>
      ))}
    </QueryClientProvider>,
  );
}

globalThis.bench = {
  add(kind, interval) {
    shown.push(kinds[kind](interval));
    render();
  },
  focus: () => field.focus(),
  keys,
};
