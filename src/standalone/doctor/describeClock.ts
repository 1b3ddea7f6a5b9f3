import { note, ok, wrong } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** In milliseconds. Tokens are believed so much too early or too late. */
const leeway = 5_000;

/** How far this machine's clock is from another's, which tells the time in its answers to the second. */
export function describeClock(about: string, whose: string, date: string | null, now: number): Finding {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return note(about, `${whose} does not say what time it is.`);
  // The second that the answer leaves away.
  const ahead = now < theirs ? now - theirs : Math.max(0, now - theirs - 1_000);
  if (Math.abs(ahead) <= leeway) return ok(about, `this machine and ${whose} agree, as far as it matters.`);
  const seconds = Math.round(Math.abs(ahead) / 1_000);
  return wrong(
    about,
    `this machine is ${seconds} s ${ahead > 0 ? "ahead of" : "behind"} ${whose}. Tokens would be refused, and ages be wrong: switch on time synchronisation (NTP).`,
  );
}
