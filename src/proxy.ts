export { createCreditsHandler } from "./proxy/createCreditsHandler.ts";
export { createCreditsListener } from "./proxy/createCreditsListener.ts";
export type { CreditsListener } from "./proxy/createCreditsListener.ts";
export type { CreditsProxyOptions, UpstreamFetch } from "./proxy/options.ts";
