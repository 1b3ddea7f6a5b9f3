import type { Messages } from "../messages.ts";

const creditForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "credito", many: "di crediti" };
const productForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "prodotto", many: "di prodotti" };

const notAnswering = "Il servizio di fatturazione non risponde. I tuoi crediti sono al sicuro.";
const notSetUp = "Qualcosa non è configurato bene da parte nostra. I tuoi crediti sono al sicuro.";

/** Italian, with "tu". */
export const it: Messages = {
  locale: "it",
  heading: "Crediti",
  refresh: "Aggiorna",
  tryAgain: "Riprova",
  loading: "Caricamento dei tuoi crediti",
  level: { low: "Saldo basso", out: "Crediti esauriti" },
  unit: (plural) => creditForms[plural] ?? "crediti",
  unknownBalance: "Saldo non disponibile al momento",
  justNow: "un attimo fa",
  asOf: (age) => `Aggiornato ${age}`,
  lastRefreshed: (date) => `Ultimo aggiornamento: ${date}`,
  lowAt: (threshold) => `Soglia di saldo basso: ${threshold}`,
  topsUp: (credits) => `Ricarica automatica: +${credits}`,
  topUp: "Ricarica il saldo",
  checked: (age) => `Verificato ${age}`,
  lastChecked: (time) => `Ultima verifica: ${time}`,
  products: (count, plural) => `${count} ${productForms[plural] ?? "prodotti"}`,
  showAll: (count) => `Mostra tutti (${count})`,
  showFewer: "Mostra meno",
  stale: {
    title: "Aggiornamento non riuscito.",
    offline: "Sei offline.",
    detail: (time) => `Ultimi saldi disponibili: ${time}.`,
    inline: (time) => `ultimo dato: ${time}`,
  },
  empty: { title: "Ancora nessun credito", detail: "I crediti del tuo piano appariranno qui." },
  error: {
    title: "Impossibile caricare i tuoi crediti",
    detail: {
      unauthenticated: "La sessione è terminata. Accedi di nuovo per vedere i tuoi crediti.",
      forbidden: "Il tuo account non ha accesso a questi crediti.",
      not_found: "Non abbiamo ancora trovato il tuo account di fatturazione.",
      rate_limited: "C’è molto traffico in questo momento. Riprova tra poco.",
      offline: "Sei offline. I tuoi crediti sono al sicuro e appariranno appena torni online.",
      network: "La connessione non è riuscita. I tuoi crediti sono al sicuro.",
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
