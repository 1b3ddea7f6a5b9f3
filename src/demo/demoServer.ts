import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import type { Fetch } from "../domain/fetch.ts";
import { createCreditsListener } from "../proxy/createCreditsListener.ts";
import { toSettings } from "../proxy/settings.ts";
import { createCast } from "../sandbox/createCast.ts";
import { createSandbox, sandboxApiKey } from "../sandbox/createSandbox.ts";
import { signedInCustomer } from "./session.ts";
import type { DemoSource } from "./source.ts";

/**
 * The backend of the demo, inside Vite's development server: the proxy at `/api/hyperline`, over Hyperline where the environment has a
 * key, else over a sandbox in memory whose balances `/demo/usage` and `/demo/topup` move.
 */
export function demoServer(): Plugin {
  return {
    name: "hyperline-credit-balances-demo",
    apply: (_config, { command, mode }) => command === "serve" && mode === "development",
    configureServer({ middlewares, config }) {
      const apiKey = process.env.HYPERLINE_API_KEY;
      const cast = createCast(Date.now());
      const sandbox = apiKey ? undefined : createSandbox({ customers: cast });
      const options = {
        authorize: (request: IncomingMessage, customerId: string) =>
          signedInCustomer(request.headers.cookie ?? "") === customerId,
        ...(sandbox
          ? // Nothing to protect here: every spend shows at once.
            { apiKey: sandboxApiKey, fetch: sandbox, maxAge: 0, budget: 10_000 }
          : { apiKey, baseUrl: process.env.HYPERLINE_BASE_URL || undefined }),
      };
      const listener = createCreditsListener(options);
      // Without Connect's `next`, so that everything under the mount is answered by the proxy and never by the page.
      middlewares.use("/api/hyperline", (request, response) => listener(request, response));

      const source: DemoSource = sandbox
        ? { kind: "sandbox", customers: cast.map(({ id, name }) => ({ id, name })) }
        : { kind: "hyperline", customers: [] };
      middlewares.use("/demo/source", (_request, response) => send(response, 200, source));
      if (sandbox) {
        middlewares.use("/demo/usage", movesListener(sandbox, "usage"));
        middlewares.use("/demo/topup", movesListener(sandbox, "topup"));
      }

      config.logger.info(
        sandbox
          ? "\n  Credits come from the sandbox, in memory. Set HYPERLINE_API_KEY to read Hyperline instead."
          : `\n  Credits come from Hyperline at ${toSettings(options).baseUrl}, with the key in HYPERLINE_API_KEY.`,
      );
    },
  };
}

/** Passes a spend or a top-up of the signed-in customer on to the sandbox: `POST ?product=itm_…&count=50`. */
function movesListener(sandbox: Fetch, action: "usage" | "topup") {
  return async (incoming: IncomingMessage, response: ServerResponse) => {
    const query = new URLSearchParams(incoming.url?.split("?")[1]);
    const customer = encodeURIComponent(signedInCustomer(incoming.headers.cookie ?? ""));
    const product = encodeURIComponent(query.get("product") ?? "");
    const field = action === "usage" ? "usage_retained" : "credit_count";
    if (incoming.method !== "POST") return send(response, 405, {});
    const answer = await sandbox(
      new Request(`http://sandbox/v1/customers/${customer}/credits/${product}/${action}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${sandboxApiKey}` },
        body: JSON.stringify({ [field]: Number(query.get("count")) }),
      }),
    );
    send(response, answer.status, await answer.json());
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(JSON.stringify(body));
}
