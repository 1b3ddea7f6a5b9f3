export { en } from "./components/messages.ts";
export type { Messages } from "./components/messages.ts";
export { fr } from "./components/locales/fr.ts";
export { nl } from "./components/locales/nl.ts";
export { es } from "./components/locales/es.ts";
export { pl } from "./components/locales/pl.ts";
export { pt } from "./components/locales/pt.ts";
export { de } from "./components/locales/de.ts";
export { it } from "./components/locales/it.ts";
