export { createCreditsHandler } from "./proxy/createCreditsHandler.ts";
export { createCreditsListener } from "./proxy/createCreditsListener.ts";
export type { CreditsListener } from "./proxy/createCreditsListener.ts";
export type { CreditsProxyOptions } from "./proxy/options.ts";
export type { Fetch } from "./domain/fetch.ts";
