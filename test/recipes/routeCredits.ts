import { createSandboxProxy } from "hyperline-credit-balances/sandbox";
import type { Sandbox, SandboxProxyOptions } from "hyperline-credit-balances/sandbox";
import type { Page } from "playwright";

/** What the page asks of the proxy is answered in the test, by the real proxy over a sandbox. Nothing needs to be mounted on the server. */
export async function routeCredits(page: Page, options: SandboxProxyOptions): Promise<Sandbox> {
  const proxy = createSandboxProxy(options);
  await page.route("**/api/hyperline/**", async (route) => {
    const asked = route.request();
    const response = await proxy(new Request(asked.url(), { method: asked.method(), headers: asked.headers() }));
    const headers = Object.fromEntries(response.headers);
    await route.fulfill({ status: response.status, headers, body: await response.text() });
  });
  return proxy.sandbox;
}
