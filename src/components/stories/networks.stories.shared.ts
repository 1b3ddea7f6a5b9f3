import type { Fetch } from "../../domain/fetch.ts";
import { createSandboxProxy } from "../../createSandboxProxy.ts";
import { cutOff, staleProxy } from "./upstreams.stories.shared.ts";

/** What the toolbar can do to a story's connection: each is the real proxy over the real sandbox, with something in the way. */
export const networks = {
  live: () => createSandboxProxy(),
  slow: () => createSandboxProxy({ faults: "slow" }),
  failing: () => createSandboxProxy({ faults: "server_error" }),
  stale: staleProxy,
  offline: () => cutOff,
  "signed out": () => createSandboxProxy({ authorize: () => null }),
} satisfies Record<string, () => Fetch>;

export function isNetwork(name: unknown): name is keyof typeof networks {
  return typeof name === "string" && Object.hasOwn(networks, name);
}
