import type { Messages } from "../messages.ts";

const notAnswering = "De facturatiedienst reageert niet. Je credits zijn veilig.";
const notSetUp = "Er is bij ons iets niet goed ingesteld. Je credits zijn veilig.";

/** Dutch, with "je". */
export const nl: Messages = {
  locale: "nl",
  heading: "Credits",
  refresh: "Vernieuwen",
  tryAgain: "Opnieuw proberen",
  loading: "Je credits worden geladen",
  level: { low: "Laag saldo", out: "Credits op" },
  unit: (plural) => (plural === "one" ? "credit" : "credits"),
  unknownBalance: "Saldo is nu niet beschikbaar",
  justNow: "zojuist",
  asOf: (age) => `Bijgewerkt: ${age}`,
  lastRefreshed: (date) => `Laatst bijgewerkt: ${date}`,
  lowAt: (threshold) => `Ondergrens: ${threshold}`,
  topsUp: (credits) => `Automatisch opwaarderen: +${credits}`,
  topUp: "Opwaarderen",
  checked: (age) => `Gecontroleerd: ${age}`,
  lastChecked: (time) => `Laatst gecontroleerd: ${time}`,
  products: (count, plural) => (plural === "one" ? `${count} product` : `${count} producten`),
  showAll: (count) => `Alle ${count} tonen`,
  showFewer: "Minder tonen",
  stale: {
    title: "Vernieuwen is niet gelukt.",
    offline: "Je bent offline.",
    detail: (time) => `Je ziet de saldo’s van ${time}.`,
    inline: (time) => `stand: ${time}`,
  },
  empty: { title: "Nog geen credits", detail: "De credits van je abonnement verschijnen hier." },
  error: {
    title: "Je credits konden niet worden geladen",
    detail: {
      unauthenticated: "Je bent uitgelogd. Log opnieuw in om je credits te zien.",
      forbidden: "Je account heeft geen toegang tot deze credits.",
      not_found: "We hebben nog geen facturatieaccount voor je gevonden.",
      rate_limited: "Het is nu erg druk. Probeer het zo nog eens.",
      offline: "Je bent offline. Je credits zijn veilig en verschijnen zodra je weer online bent.",
      network: "De verbinding kwam niet tot stand. Je credits zijn veilig.",
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
