import type { RequestListener } from "node:http";
import { dehydrate, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { creditBalancesQuery } from "hyperline-credit-balances";
import { createCreditsHandler, createCreditsListener } from "hyperline-credit-balances/proxy";
import { createSandbox, sandboxApiKey } from "hyperline-credit-balances/sandbox";
import { StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { customerId, Page } from "./Page.tsx";

const options = { apiKey: sandboxApiKey, fetch: createSandbox(), authorize: () => true };
const readOnServer = createCreditsHandler(options);
const proxy = createCreditsListener(options);

/** The page with its numbers, which were read so many milliseconds ago. */
async function renderOnServer(age: number) {
  const client = new QueryClient();
  const query = creditBalancesQuery({ customerId, fetch: readOnServer });
  await client.prefetchQuery(query);
  client.setQueryData(query.queryKey, (read) => read, { updatedAt: Date.now() - age });
  const html = renderToString(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Page />
      </QueryClientProvider>
    </StrictMode>,
  );
  return { html, state: JSON.stringify(dehydrate(client)).replaceAll("<", "\\u003c") };
}

/** `/`: rendered by the browser; `/rendered?age=0`: by this server first. */
export function createListener(script: string, styles: string): RequestListener {
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (pathname.startsWith("/api/hyperline/")) return proxy(request, response);
    if (pathname === "/client.js") return response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    if (pathname === "/styles.css") return response.writeHead(200, { "Content-Type": "text/css" }).end(styles);
    const isRendered = pathname === "/rendered";
    const { html, state } = isRendered ? await renderOnServer(Number(searchParams.get("age"))) : { html: "", state: "" };
    return response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Your own page</title><link rel="stylesheet" href="/styles.css"></head>
<body><div id="root">${html}</div><script type="application/json" id="state">${state}</script><script src="/client.js"></script></body>
</html>`);
  };
}
