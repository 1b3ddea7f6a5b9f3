import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { CreditBalances } from "../../../dist/index.js";

createRoot(document.getElementById("root")).render(
  <QueryClientProvider client={new QueryClient()}>
    <CreditBalances customerId="cus_bench" />
  </QueryClientProvider>,
);
