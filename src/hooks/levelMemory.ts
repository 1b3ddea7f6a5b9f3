import type { CreditBalance, CreditLevel } from "../domain/creditBalance.ts";

/** A balance has crossed into another level. `from: null`: it was low or out when it was first seen. */
export type LevelChange = { credit: CreditBalance; from: CreditLevel | null; to: CreditLevel };

/** What the tabs of one browser tell each other: the level that a credit has now, or, without one, a question for it. */
type Note = { key: string; level?: CreditLevel };

/** How long to listen for other tabs, in milliseconds, before a level counts as seen for the first time. */
const patience = 200;

/** Levels that were told to the host, here or in another tab; for the life of the page. Nothing is written to disk. */
const told = new Map<string, CreditLevel>();
/** What was seen for the first time, while other tabs are asked. */
const asking = new Map<string, Sight>();
let channel: BroadcastChannel | undefined;

type Sight = { credit: CreditBalance; tell: (change: LevelChange) => void };

export function forgetLevels(): void {
  told.clear();
  asking.clear();
}

/** Tells of a credit's level if it is another one than was told before, by whichever widget, mount or tab. */
export function tellLevel(scope: string, credit: CreditBalance, tell: Sight["tell"]): void {
  const key = JSON.stringify([scope, credit.productId, credit.lowThreshold]);
  const sight = { credit, tell };
  if (told.has(key)) {
    asking.delete(key);
    return settle(key, sight);
  }

  const isAsked = asking.has(key);
  asking.set(key, sight);
  if (isAsked) return;
  post({ key });
  setTimeout(() => {
    const latest = asking.get(key);
    asking.delete(key);
    if (latest) settle(key, latest);
  }, patience);
}

function settle(key: string, { credit, tell }: Sight): void {
  const { level: to } = credit;
  const from = told.get(key) ?? null;
  if (from === to) return;
  told.set(key, to);
  post({ key, level: to });
  // Not in the middle of a render's effects, where a mistake in the host's function would take the widget down.
  if (from !== null || to === "low" || to === "out") queueMicrotask(() => tell({ credit, from, to }));
}

function post(note: Note): void {
  if (!channel) {
    channel = new BroadcastChannel("hyperline-credits");
    channel.addEventListener("message", ({ data: { key, level } }: MessageEvent<Note>) => {
      const known = told.get(key);
      if (level) told.set(key, level);
      else if (known) post({ key, level: known });
    });
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
  channel.postMessage(note);
}
