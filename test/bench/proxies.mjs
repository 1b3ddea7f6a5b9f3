/**
 * Ours and what a user would put in its place, each a `(request, response)` listener before the same upstream, configured as its documentation shows. All
 * hold the key and keep it from the visitor; only ours, and nginx where it is installed, can answer without asking the upstream.
 */
export const key = "test_bench";

/** One question, which each asks of the upstream in its own way, and the header that lets it in. */
export const path = "/v1/customers/cus_bench/credits";
export const mount = "/api/hyperline";

const options = (upstream) => ({ apiKey: key, baseUrl: upstream, authorize: () => true, budget: 10_000_000 });

async function listenTo(fetch) {
  const { getRequestListener } = await import("@hono/node-server");
  return getRequestListener(fetch);
}

export const proxies = {
  /** The floor: the same headers and body from constants. */
  async constant() {
    const { createCreditsHandler } = await import("../../dist/proxy.js");
    const { createSandbox, sandboxApiKey } = await import("../../dist/sandbox.js");
    const fetch = createSandbox({ customers: [{ id: "cus_bench", credits }] });
    const handler = createCreditsHandler({ apiKey: sandboxApiKey, fetch, authorize: () => true });
    const answer = await handler(new Request(`http://localhost${mount}${path}`));
    const body = await answer.text();
    const headers = Object.fromEntries(answer.headers);
    return (_request, response) => response.writeHead(200, headers).end(body);
  },
  async "ours, (req, res)"(upstream, changes = {}) {
    const { createCreditsListener } = await import("../../dist/proxy.js");
    return createCreditsListener({ ...options(upstream), ...changes });
  },
  async "ours, Request → Response"(upstream, changes = {}) {
    const { createCreditsHandler } = await import("../../dist/proxy.js");
    return listenTo(createCreditsHandler({ ...options(upstream), ...changes }), true);
  },
  async "hono proxy()"(upstream) {
    const { Hono } = await import("hono");
    const { proxy } = await import("hono/proxy");
    const app = new Hono();
    app.get(`${mount}/*`, (context) => {
      const target = upstream + context.req.path.slice(mount.length);
      return proxy(target, { headers: { Authorization: `Bearer ${key}` }, signal: AbortSignal.timeout(2_000) });
    });
    return listenTo(app.fetch, false);
  },
  async "@fastify/http-proxy"(upstream) {
    const { default: Fastify } = await import("fastify");
    const { default: httpProxy } = await import("@fastify/http-proxy");
    const app = Fastify();
    app.register(httpProxy, {
      upstream,
      prefix: mount,
      http: { requestOptions: { timeout: 2_000 } },
      replyOptions: { rewriteRequestHeaders: (_request, headers) => ({ ...headers, authorization: `Bearer ${key}` }) },
    });
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
  async "http-proxy-middleware"(upstream) {
    const { default: express } = await import("express");
    const { createProxyMiddleware } = await import("http-proxy-middleware");
    const app = express();
    app.use(
      mount,
      createProxyMiddleware({
        target: upstream,
        changeOrigin: true,
        proxyTimeout: 2_000,
        headers: { Authorization: `Bearer ${key}` },
      }),
    );
    return app;
  },
  /** Autumn's own backend handler, for its own customers: the same question, asked of a stub that answers as Autumn does. */
  async "autumn-js"(upstream) {
    const { autumnHandler } = await import("autumn-js/fetch");
    const handler = autumnHandler({ secretKey: key, autumnURL: upstream, identify: async () => ({ customerId: "cus_bench" }) });
    return listenTo(
      (request) =>
        handler(
          new Request(new URL("/api/autumn/getOrCreateCustomer", request.url), {
            method: "POST",
            body: "{}",
            headers: { "Content-Type": "application/json" },
          }),
        ),
      false,
    );
  },
};

const at = "2026-01-01T09:58:00.000Z";

/** Two credit products, as most customers have them. */
export const credits = ["API calls", "Image generation"].map((name, index) => ({
  product_id: `itm_bench${index}`,
  customer_id: "cus_bench",
  name,
  current_balance: 1_250.5,
  low_count_threshold: 100,
  last_refreshed_at: at,
  created_at: at,
  updated_at: at,
}));

/** As Autumn answers for its own customers. */
export const autumnCustomer = {
  id: "cus_bench",
  name: "Bench",
  email: null,
  created_at: 1,
  fingerprint: null,
  stripe_id: null,
  env: "sandbox",
  metadata: {},
  subscriptions: [],
  purchases: [],
  licenses: [],
  balances: {
    credits: {
      feature_id: "credits",
      granted: 5_000,
      remaining: 1_250.5,
      usage: 3_749.5,
      unlimited: false,
      overage_allowed: false,
      max_purchase: null,
      next_reset_at: null,
    },
  },
  send_email_receipts: false,
  billing_controls: {},
  flags: {},
};

/** What the upstream answers to whom: Hyperline's list, or Autumn's customer. */
export function upstreamBody({ method, url = "" }) {
  if (method === "POST") return JSON.stringify(autumnCustomer);
  const customer = url.split("/")[3];
  const data = credits.map((credit) => ({ ...credit, customer_id: customer }));
  return JSON.stringify({ meta: { total: data.length, taken: data.length, skipped: 0 }, data });
}
