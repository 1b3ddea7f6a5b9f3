import { AsyncLocalStorage } from "node:async_hooks";
import type { CreditsEvent } from "../proxy/events.ts";
import type { Log } from "./createLog.ts";

/** How often the same trouble with the store is told, in milliseconds. */
const storePeriod = 60_000;

/**
 * Turns the proxy's events into lines. An event does not say which request it belongs to, but it is told in the asynchronous context of that
 * request, so what is called through `within` gets its method back.
 *
 * @param isStoreLost while it is, a line has told so, and the failures that follow from it are not told
 */
export function createOnEvent(log: Log, isStoreLost: () => boolean) {
  const methods = new AsyncLocalStorage<string>();
  const toldAt = new Map<string, number>();

  function onEvent(event: CreditsEvent): void {
    switch (event.type) {
      case "answered":
      case "refused":
        return log.request({ method: methods.getStore() ?? "", route: "credits", ...event });
      case "upstream_failed": {
        const { type, duration, ...rest } = event;
        return log.notice(type, { ...rest, duration_ms: Math.round(duration) });
      }
      case "store_failed": {
        const { type, operation, reason } = event;
        const kind = `${operation} ${reason}`;
        const now = performance.now();
        if (isStoreLost() || now - (toldAt.get(kind) ?? -storePeriod) < storePeriod) return;
        toldAt.set(kind, now);
        return log.notice(type, { operation, reason });
      }
      case "upstream_called":
        return;
    }
  }

  return { onEvent, within: (method: string, work: () => void) => methods.run(method, work) };
}
