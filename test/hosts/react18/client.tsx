import { hydrate, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Fragment, StrictMode, version } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { Page } from "./Page.tsx";

const client = new QueryClient();
const Mode = location.search === "?mounts=once" ? Fragment : StrictMode;
const page = (
  <Mode>
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>
  </Mode>
);

document.documentElement.dataset["react"] = version;
const root = document.querySelector("#root") ?? document.body;
const state = document.querySelector("#state")?.textContent;
if (state) {
  hydrate(client, JSON.parse(state));
  hydrateRoot(root, page);
} else {
  createRoot(root).render(page);
}
