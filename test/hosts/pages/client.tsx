import { hydrate, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot, hydrateRoot } from "react-dom/client";
import { Page } from "./Page.tsx";

const client = new QueryClient();
const page = (
  <QueryClientProvider client={client}>
    <Page endpoint={`${location.origin}/api/hyperline`} />
  </QueryClientProvider>
);

const root = document.querySelector("#root") ?? document.body;
// A block of data, which a policy against inline scripts does not concern.
const state = document.querySelector("#state")?.textContent;
if (state) {
  hydrate(client, JSON.parse(state));
  hydrateRoot(root, page);
} else {
  createRoot(root).render(page);
}
