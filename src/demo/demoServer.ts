import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { createCreditsListener } from "../proxy/createCreditsListener.ts";
import { toSettings } from "../proxy/options.ts";
import { createCast } from "../sandbox/cast.ts";
import { createSandbox, sandboxApiKey } from "../sandbox/createSandbox.ts";
import { signedInCustomer } from "./session.ts";
import type { DemoSource } from "./source.ts";

/**
 * The backend of the demo, inside Vite's development server: the proxy at `/api/hyperline`, over Hyperline where the environment has a
 * key, else over a sandbox in memory whose balances `/demo/usage` and `/demo/topup` move.
 */
export function demoServer(env = process.env): Plugin {
  return {
    name: "hyperline-credit-balances-demo",
    apply: (_config, { command, mode }) => command === "serve" && mode === "development",
    configureServer({ middlewares, config }) {
      const apiKey = env.HYPERLINE_API_KEY;
      const sandbox = apiKey ? undefined : createSandbox();
      const options = {
        authorize: (request: IncomingMessage, customerId: string) =>
          signedInCustomer(request.headers.cookie ?? "") === customerId,
        ...(sandbox ? { apiKey: sandboxApiKey, fetch: sandbox } : { apiKey, baseUrl: env.HYPERLINE_BASE_URL || undefined }),
      };
      const listener = createCreditsListener(options);
      // Without Connect's `next`, so that everything under the mount is answered by the proxy and never by the page.
      middlewares.use("/api/hyperline", (request, response) => listener(request, response));

      const customers = sandbox ? createCast(Date.now()).map(({ id, name }) => ({ id, name })) : [];
      const source: DemoSource = sandbox ? { kind: "sandbox", customers } : { kind: "hyperline", customers };
      middlewares.use("/demo/source", (_request, response) => send(response, 200, source));
      if (sandbox) {
        middlewares.use("/demo/usage", (request, response) => void move(sandbox, "usage", request, response));
        middlewares.use("/demo/topup", (request, response) => void move(sandbox, "topup", request, response));
      }

      config.logger.info(
        sandbox
          ? "\n  Credits come from the sandbox, in memory. Set HYPERLINE_API_KEY to read Hyperline instead."
          : `\n  Credits come from Hyperline at ${toSettings(options).baseUrl}, with the key in HYPERLINE_API_KEY.`,
      );
    },
  };
}

/** Passes a spend or a top-up of the signed-in customer on to the sandbox. `?product=itm_…&count=50` */
async function move(
  sandbox: (request: Request) => Promise<Response>,
  action: "usage" | "topup",
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = new URL(incoming.url ?? "", "http://demo").searchParams;
  const customer = encodeURIComponent(signedInCustomer(incoming.headers.cookie ?? ""));
  const product = encodeURIComponent(query.get("product") ?? "");
  const field = action === "usage" ? "usage_retained" : "credit_count";
  const answer = await sandbox(
    new Request(`http://sandbox/v1/customers/${customer}/credits/${product}/${action}`, {
      method: incoming.method ?? "GET",
      headers: { Authorization: `Bearer ${sandboxApiKey}` },
      ...(incoming.method === "POST" && { body: JSON.stringify({ [field]: Number(query.get("count")) }) }),
    }),
  );
  send(response, answer.status, await answer.json());
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(JSON.stringify(body));
}
