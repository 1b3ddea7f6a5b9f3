import type { Messages } from "../messages.ts";

const notAnswering = "Der Abrechnungsdienst antwortet nicht. Ihre Credits sind sicher.";
const notSetUp = "Bei uns ist etwas nicht richtig eingerichtet. Ihre Credits sind sicher.";

/** German, with "Sie". */
export const de: Messages = {
  locale: "de",
  heading: "Credits",
  refresh: "Aktualisieren",
  tryAgain: "Erneut versuchen",
  loading: "Ihre Credits werden geladen",
  level: { low: "Niedrig", out: "Aufgebraucht" },
  unit: (plural) => (plural === "one" ? "Credit" : "Credits"),
  unknownBalance: "Stand derzeit nicht verfügbar",
  justNow: "gerade eben",
  asOf: (age) => `Stand: ${age}`,
  lastRefreshed: (date) => `Zuletzt aktualisiert: ${date}`,
  lowAt: (threshold) => `Untere Schwelle: ${threshold}`,
  topsUp: (credits) => `Automatische Aufladung: +${credits}`,
  topUp: "Aufladen",
  checked: (age) => `Geprüft: ${age}`,
  lastChecked: (time) => `Zuletzt geprüft: ${time}`,
  products: (count, plural) => (plural === "one" ? `${count} Produkt` : `${count} Produkte`),
  showAll: (count) => `Alle ${count} anzeigen`,
  showFewer: "Weniger anzeigen",
  stale: {
    title: "Aktualisierung fehlgeschlagen.",
    offline: "Sie sind offline.",
    detail: (time) => `Angezeigter Stand: ${time}.`,
    inline: (time) => `zuletzt geprüft: ${time}`,
  },
  empty: { title: "Noch keine Credits", detail: "Die Credits Ihres Tarifs erscheinen hier." },
  error: {
    title: "Ihre Credits konnten nicht geladen werden",
    detail: {
      unauthenticated: "Sie sind abgemeldet. Melden Sie sich wieder an, um Ihre Credits zu sehen.",
      forbidden: "Ihr Konto hat keinen Zugriff auf diese Credits.",
      not_found: "Wir konnten noch kein Abrechnungskonto für Sie finden.",
      rate_limited: "Gerade ist viel los. Versuchen Sie es gleich noch einmal.",
      offline: "Sie sind offline. Ihre Credits sind sicher und erscheinen, sobald Sie wieder online sind.",
      network: "Die Verbindung kam nicht zustande. Ihre Credits sind sicher.",
      upstream_failed: notAnswering,
      upstream_invalid: notAnswering,
      upstream_timeout: notAnswering,
      internal: notAnswering,
      invalid_request: notSetUp,
      method_not_allowed: notSetUp,
      unexpected_answer: notSetUp,
    },
  },
};
