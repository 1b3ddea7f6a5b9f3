import type { Messages } from "../messages.ts";

const creditForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "crédit", many: "de crédits" };
const productForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "produit", many: "de produits" };

const notAnswering = "Le service de facturation ne répond pas. Vos crédits sont intacts.";
const notSetUp = "Quelque chose est mal configuré de notre côté. Vos crédits sont intacts.";

/** French, with "vous". */
export const fr: Messages = {
  locale: "fr",
  heading: "Crédits",
  refresh: "Actualiser",
  tryAgain: "Réessayer",
  loading: "Chargement de vos crédits",
  level: { low: "Solde faible", out: "Crédits épuisés" },
  unit: (plural) => creditForms[plural] ?? "crédits",
  unknownBalance: "Solde indisponible pour le moment",
  justNow: "à l’instant",
  asOf: (age) => `Mis à jour ${age}`,
  lastRefreshed: (date) => `Dernière mise à jour\u00a0: ${date}`,
  lowAt: (threshold) => `Seuil de solde faible\u00a0: ${threshold}`,
  topsUp: (credits) => `Recharge automatique\u00a0: +${credits}`,
  topUp: "Recharger le solde",
  checked: (age) => `Vérifié ${age}`,
  lastChecked: (time) => `Dernière vérification\u00a0: ${time}`,
  products: (count, plural) => `${count} ${productForms[plural] ?? "produits"}`,
  showAll: (count) => `Tout afficher (${count})`,
  showFewer: "Afficher moins",
  stale: {
    title: "Actualisation impossible.",
    offline: "Vous êtes hors ligne.",
    detail: (time) => `Derniers soldes connus\u00a0: ${time}.`,
    inline: (time) => `dernier relevé\u00a0: ${time}`,
  },
  empty: { title: "Pas encore de crédits", detail: "Les crédits de votre offre s’afficheront ici." },
  error: {
    title: "Impossible de charger vos crédits",
    detail: {
      unauthenticated: "Votre session a pris fin. Reconnectez-vous pour voir vos crédits.",
      forbidden: "Votre compte n’a pas accès à ces crédits.",
      not_found: "Nous n’avons pas encore trouvé votre compte de facturation.",
      rate_limited: "Il y a beaucoup d’activité en ce moment. Réessayez dans un instant.",
      offline: "Vous êtes hors ligne. Vos crédits sont intacts et s’afficheront dès le retour de la connexion.",
      network: "La connexion n’a pas abouti. Vos crédits sont intacts.",
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
