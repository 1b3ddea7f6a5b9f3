import type { SandboxRequest } from "./createRequestLog.ts";
import { demand } from "./demand.ts";
import { sandboxFaults } from "./fault.ts";
import type { SandboxFault } from "./fault.ts";

/** One fault for every read; one entry for each next read, after which all goes well; or a function that is asked about each. */
export type SandboxFaults =
  | SandboxFault
  | readonly (SandboxFault | null)[]
  | ((request: SandboxRequest) => SandboxFault | null | undefined);

/** What goes wrong with the read that comes next, if anything. */
export function createFaults(faults: SandboxFaults = []): (request: SandboxRequest) => SandboxFault | null {
  if (typeof faults === "function") return (request) => known(faults(request) ?? null);
  if (typeof faults === "string") {
    known(faults);
    return () => faults;
  }
  demand(
    Array.isArray(faults),
    "faults is neither a name, a list of names nor a function, so nothing would fail. Pass one of these, or leave it out.",
  );
  const script = faults.map(known);
  return () => script.shift() ?? null;
}

function known(fault: SandboxFault | null): SandboxFault | null {
  demand(
    fault === null || sandboxFaults.includes(fault),
    `faults names ${JSON.stringify(fault)}, which the sandbox does not know, so nothing would fail. ` +
      `Use one of ${sandboxFaults.join(", ")}, or null where all goes well.`,
  );
  return fault;
}
