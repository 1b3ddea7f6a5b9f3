import type { Fetch } from "./domain/fetch.ts";
import { createCreditsHandler } from "./proxy/createCreditsHandler.ts";
import { createSandbox, sandboxApiKey } from "./sandbox/createSandbox.ts";
import type { SandboxOptions } from "./sandbox/createSandbox.ts";

/**
 * The real proxy over the real sandbox, in one process: a backend for a page that has none yet. Whoever asks may read every customer of the
 * sandbox, which holds nobody's data.
 *
 * @example
 * const proxy = createSandboxProxy();
 * <CreditBalances customerId="cus_Typ0px2W0aiEtl" fetch={proxy} />;
 */
export function createSandboxProxy(options: SandboxOptions = {}): Fetch {
  const { apiKey = sandboxApiKey, now } = options;
  return createCreditsHandler({ apiKey, fetch: createSandbox(options), authorize: () => true, now });
}
