import { de } from "../components/locales/de.ts";
import { es } from "../components/locales/es.ts";
import { fr } from "../components/locales/fr.ts";
import { it } from "../components/locales/it.ts";
import { nl } from "../components/locales/nl.ts";
import { pl } from "../components/locales/pl.ts";
import { pt } from "../components/locales/pt.ts";
import { en } from "../components/messages.ts";
import type { Messages } from "../components/messages.ts";
import { toLocale } from "../components/toLocale.ts";

const languages = [en, fr, nl, es, pl, pt, de, it];

/** The words of a BCP 47 tag's language, whatever its region; undefined where we have none. */
export function messagesFor(tag: string): Messages | undefined {
  const [language] = toLocale(tag).split("-", 1);
  return languages.find(({ locale }) => locale === language);
}
