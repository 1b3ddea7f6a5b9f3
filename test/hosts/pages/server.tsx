import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dehydrate, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { creditBalancesQuery } from "hyperline-credit-balances";
import { createCreditsListener } from "hyperline-credit-balances/proxy";
import { createSandbox, sandboxApiKey } from "hyperline-credit-balances/sandbox";
import type { SandboxCredit } from "hyperline-credit-balances/sandbox";
import { renderToString } from "react-dom/server";
import { customers, Page } from "./Page.tsx";

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Refreshed years ago, so that every visit reads the same ages. */
function aCredit(id: string, name: string, balance: number, threshold: number | null, topUp?: number): SandboxCredit {
  return {
    product_id: id,
    customer_id: "",
    name,
    current_balance: balance,
    low_count_threshold: threshold,
    last_refreshed_at: "2023-11-23T09:00:01.860Z",
    auto_topup: topUp ? { credit_count: topUp, amount_excluding_tax: null, price_id: null } : null,
    created_at: "2023-10-12T07:00:01.860Z",
    updated_at: "2023-10-13T10:00:01.860Z",
  };
}

const credits = [
  aCredit("itm_images", "Image generation", 0, 50),
  aCredit("itm_calls", "API calls", 184, 500),
  aCredit("itm_renders", "Video renders", 96, 100, 1_000),
  aCredit("itm_minutes", "Transcription minutes", 124_480.5, 1_000),
];

const customer = (id: string, rows: readonly SandboxCredit[]) => ({
  id,
  name: id,
  credits: rows.map((row) => ({ ...row, customer_id: id })),
});

const sandbox = createSandbox({
  customers: [customer(customers.mixed, credits), customer(customers.stale, credits.slice(1, 3)), customer(customers.empty, [])],
});

/** Once it is open, it is a minute later, and Hyperline no longer answers for one of the customers: that one's rows are stale. */
let isOpen = false;

const proxy = createCreditsListener({
  apiKey: sandboxApiKey,
  authorize: () => true,
  now: () => Date.now() + (isOpen ? 60_000 : 0),
  fetch: async (request) => {
    const fails = isOpen && request.url.includes(customers.stale);
    return fails ? new Response("Bad gateway", { status: 502 }) : sandbox(request);
  },
});

/** The stylesheets of hosts, by the names that a page asks for. */
const files: Record<string, string> = {
  "bootstrap.css": "node_modules/bootstrap/dist/css/bootstrap.css",
  "preflight.css": "node_modules/tailwindcss/preflight.css",
  "reset.css": "test/hosts/pages/reset.css",
  "elements.css": "test/hosts/pages/elements.css",
  "inherited.css": "test/hosts/pages/inherited.css",
  "hugeRoot.css": "test/hosts/pages/hugeRoot.css",
  "page.css": "test/hosts/pages/page.css",
  "widget.css": "dist/styles.css",
};
const scripts = process.argv[2];

async function renderOnServer(endpoint: string) {
  const client = new QueryClient();
  for (const customerId of Object.values(customers)) {
    await client.prefetchQuery(creditBalancesQuery({ customerId, endpoint }));
  }
  const html = renderToString(
    <QueryClientProvider client={client}>
      <Page endpoint={endpoint} />
    </QueryClientProvider>,
  );
  return { html, state: JSON.stringify(dehydrate(client)).replaceAll("<", "\\u003c") };
}

/** `/?sheets=reset,widget&dir=rtl&scheme=dark&on=server&build=development`. The order of the sheets is that of the cascade. */
async function toPage({ searchParams, origin }: URL): Promise<string> {
  const asked = (name: string) => searchParams.get(name) ?? "";
  const links = asked("sheets")
    .split(",")
    .map((name) => `<link rel="stylesheet" href="/${name}.css">`);
  const { html, state } = asked("on") === "server" ? await renderOnServer(`${origin}/api/hyperline`) : { html: "", state: "" };
  return `<!doctype html>
<html lang="en" dir="${asked("dir")}" data-bs-theme="${asked("scheme")}" data-scheme="${asked("scheme")}">
<head><meta charset="utf-8"><title>Your own page</title>${links.join("")}</head>
<body><div id="root" class="page">${html}</div><script type="application/json" id="state">${state}</script>
<script src="/client.${asked("build")}.js"></script></body>
</html>`;
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const name = url.pathname.slice(1);
  if (name.startsWith("api/hyperline/")) {
    proxy(request, response);
  } else if (name === "") {
    response.writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": policy }).end(await toPage(url));
  } else if (name.endsWith(".js")) {
    response.writeHead(200, { "Content-Type": "text/javascript" }).end(readFileSync(`${scripts}/${name}`));
  } else {
    const file = files[name];
    response.writeHead(file ? 200 : 404, { "Content-Type": "text/css" }).end(file && readFileSync(file));
  }
});

server.listen(0, "127.0.0.1", async () => {
  const address = server.address();
  if (!address || typeof address === "string") return;
  await renderOnServer(`http://127.0.0.1:${address.port}/api/hyperline`);
  isOpen = true;
  process.stdout.write(`port: ${address.port}\n`);
});
