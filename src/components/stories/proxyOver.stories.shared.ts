import type { Fetch } from "../../domain/fetch.ts";
import { createCreditsHandler } from "../../proxy/createCreditsHandler.ts";
import type { CreditsProxyOptions } from "../../proxy/options.ts";
import { createSandbox, sandboxApiKey } from "../../sandbox/createSandbox.ts";

/** The real proxy in the page, over the real sandbox unless a story brings another upstream. */
export function proxyOver(upstream: Fetch = createSandbox(), options: Partial<CreditsProxyOptions<Request>> = {}): Fetch {
  const handler = createCreditsHandler({ apiKey: sandboxApiKey, fetch: upstream, authorize: () => true, ...options });
  return async (request) => {
    const response = await handler(request);
    // As every server does; the widget tells ages by this clock.
    response.headers.set("Date", new Date().toUTCString());
    return response;
  };
}
