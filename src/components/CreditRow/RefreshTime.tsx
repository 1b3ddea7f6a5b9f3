import { formatAge, formatDate } from "../formatTime.ts";
import type { Messages } from "../messages.ts";

type RefreshTimeProps = { at: string | null; now: number; hydrated: boolean; locale: string; messages: Messages };

/** When Hyperline last computed the balance: as an age for the eye, in full for the pointer and for screen readers. */
export function RefreshTime({ at, now, hydrated, locale, messages }: RefreshTimeProps) {
  if (at === null) return null;
  const date = new Date(at);
  const inFull = hydrated ? messages.lastRefreshed(formatDate(date, locale)) : undefined;
  return (
    <time className="hcb-detail" dateTime={at} title={inFull}>
      <span aria-hidden="true">{messages.asOf(formatAge(now - date.getTime(), locale) ?? messages.justNow)}</span>
      <span className="hcb-visually-hidden">{inFull}</span>
    </time>
  );
}
