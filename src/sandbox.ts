export { createSandboxProxy } from "./createSandboxProxy.ts";
export { createSandbox, sandboxApiKey } from "./sandbox/createSandbox.ts";
export type { SandboxOptions } from "./sandbox/createSandbox.ts";
export type { SandboxCredit, SandboxCustomer } from "./sandbox/credit.ts";
