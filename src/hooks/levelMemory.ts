import type { CreditBalance, CreditLevel } from "../domain/creditBalance.ts";

/** A balance has crossed into another level. `from: null`: it was low or out when it was first seen. */
export type LevelChange = { credit: CreditBalance; from: CreditLevel | null; to: CreditLevel };

/** A level, and when the rows that say so came from Hyperline, in milliseconds. */
type Known = { level: CreditLevel; at: number };

/** What the tabs of one browser tell each other: what is known of a credit, or, without that, a question for it. */
type Note = { key: string; known?: Known };

/** How long to listen for other tabs, in milliseconds, before a level counts as seen for the first time. */
const patience = 200;

/** Levels that were told to the host, here or in another tab; for the life of the page. Nothing is written to disk. */
const told = new Map<string, Known>();
/** What was seen for the first time, while other tabs are asked. */
const asking = new Map<string, Sight>();
let channel: BroadcastChannel | undefined;

type Sight = { credit: CreditBalance; at: number; tell: (change: LevelChange) => void };

export function forgetLevels(): void {
  told.clear();
  asking.clear();
}

/**
 * Tells of a credit's level if it is another one than was told before, by whichever widget, mount or tab.
 *
 * @param key whose credit this is, and by which threshold of the host's it is judged
 */
export function tellLevel(key: string, sight: Sight): void {
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

function settle(key: string, { credit, at, tell }: Sight): void {
  const { level: to } = credit;
  const known = told.get(key);
  // Another tab may have seen newer rows.
  if (known && (known.level === to || known.at > at)) return;
  const from = known?.level ?? null;
  told.set(key, { level: to, at });
  post({ key, known: { level: to, at } });
  // Not in the middle of a render's effects, where a mistake in the host's function would take the widget down.
  if (from !== null || to === "low" || to === "out") queueMicrotask(() => tell({ credit, from, to }));
}

function post(note: Note): void {
  if (!channel) {
    channel = new BroadcastChannel("hyperline-credits");
    channel.addEventListener("message", ({ data: { key, known } }: MessageEvent<Note>) => {
      const own = told.get(key);
      if (known) told.set(key, known);
      else if (own) post({ key, known: own });
    });
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
  channel.postMessage(note);
}
