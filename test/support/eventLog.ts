import type { CreditsEvent } from "../../src/proxy/events.ts";

/** An `onEvent` that remembers, and lets a test wait: events arrive a little after what they tell of. */
export function eventLog() {
  const events = new Array<CreditsEvent>();
  const waiting = new Array<() => void>();

  function onEvent(event: CreditsEvent): void {
    events.push(event);
    for (const tell of waiting.splice(0)) tell();
  }

  /** Resolves to all events of a type once there are so many. */
  async function seen<Type extends CreditsEvent["type"]>(
    type: Type,
    times = 1,
  ): Promise<Extract<CreditsEvent, { type: Type }>[]> {
    const isWanted = (event: CreditsEvent): event is Extract<CreditsEvent, { type: Type }> => event.type === type;
    while (events.filter(isWanted).length < times) await new Promise<void>((resolve) => waiting.push(resolve));
    return events.filter(isWanted);
  }

  return { events, onEvent, seen };
}
