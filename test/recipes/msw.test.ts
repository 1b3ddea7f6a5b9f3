import { QueryClient } from "@tanstack/react-query";
import { creditBalancesQuery } from "hyperline-credit-balances";
import { createCreditsHandler } from "hyperline-credit-balances/proxy";
import { createSandbox, createSandboxProxy, sandboxApiKey } from "hyperline-credit-balances/sandbox";
import { http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

const customers = [{ id: "cus_acme", credits: [{ name: "API calls", current_balance: 5 }] }];
const server = setupServer();

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

it("a page reads the proxy where it is mounted", async () => {
  const proxy = createSandboxProxy({ customers });
  server.use(http.get("*/api/hyperline/*", ({ request }) => proxy(request)));

  const query = creditBalancesQuery({ customerId: "cus_acme", endpoint: "https://app.example/api/hyperline" });
  const { credits } = await new QueryClient().fetchQuery(query);
  expect(credits).toMatchObject([{ name: "API calls", balance: 5 }]);
});

it("a server that reads Hyperline reads the sandbox, with nothing in it changed for the test", async () => {
  const sandbox = createSandbox({ customers, faults: "rate_limited" });
  server.use(http.all("https://sandbox.api.hyperline.co/*", ({ request }) => sandbox(request)));

  // Yours: whatever mounts the proxy. A key that begins with `test_` leads it to Hyperline's sandbox host.
  const handler = createCreditsHandler({ apiKey: sandboxApiKey, authorize: () => true });
  const response = await handler(new Request("https://app.example/api/hyperline/v1/customers/cus_acme/credits"));
  expect(response.status).toBe(429);
  expect(response.headers.get("Retry-After")).toBe("10");
  expect(sandbox.requests).toMatchObject([{ customerId: "cus_acme", fault: "rate_limited", status: 429 }]);
});
