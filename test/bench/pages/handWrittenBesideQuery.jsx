import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Credits } from "./Credits.jsx";

/** Something else that the page reads. */
function Other() {
  useQuery({ queryKey: ["other"], queryFn: () => "there", enabled: false });
}

createRoot(document.getElementById("root")).render(
  <QueryClientProvider client={new QueryClient()}>
    <Other />
    <Credits customerId="cus_bench" />
  </QueryClientProvider>,
);
