import type { Fetch } from "./domain/fetch.ts";
import { createCreditsHandler } from "./proxy/createCreditsHandler.ts";
import type { CreditsProxyOptions } from "./proxy/options.ts";
import { createSandbox, sandboxApiKey } from "./sandbox/createSandbox.ts";
import type { Sandbox, SandboxOptions } from "./sandbox/createSandbox.ts";

/** The sandbox's options, and the proxy's, as far as they are not about where Hyperline is. Unless `authorize` says otherwise, everybody may read. */
export type SandboxProxyOptions = SandboxOptions &
  Partial<Omit<CreditsProxyOptions<Request>, keyof SandboxOptions | "baseUrl" | "fetch">>;

/** A function from Request to Response, with the sandbox that it reads. */
export type SandboxProxy = Fetch & { readonly sandbox: Sandbox };

/**
 * The real proxy over the real sandbox, in one process: a backend for a page that has none yet, and for tests. Whoever asks may read every
 * customer of the sandbox, which holds nobody's data.
 *
 * @example
 * const proxy = createSandboxProxy();
 * <CreditBalances customerId="cus_Typ0px2W0aiEtl" fetch={proxy} />;
 */
export function createSandboxProxy(options: SandboxProxyOptions = {}): SandboxProxy {
  const { apiKey = sandboxApiKey, customers, faults, now = Date.now, ...others } = options;
  const sandbox = createSandbox({ apiKey, customers, faults, now });
  const handler = createCreditsHandler({ authorize: () => true, ...others, apiKey, fetch: sandbox, now });

  async function proxy(request: Request): Promise<Response> {
    const response = await handler(request);
    // As every server does; the widget tells ages by this clock.
    response.headers.set("Date", new Date(now()).toUTCString());
    return response;
  }

  return Object.assign(proxy, { sandbox });
}
