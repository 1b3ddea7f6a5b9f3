import type { Messages } from "../messages.ts";

const creditForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "kredyt", few: "kredyty", many: "kredytów" };
const productForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "produkt", few: "produkty", many: "produktów" };

const notAnswering = "System rozliczeń nie odpowiada. Kredyty są bezpieczne.";
const notSetUp = "Coś po naszej stronie nie jest dobrze skonfigurowane. Kredyty są bezpieczne.";

/** Polish, in forms that suit anyone. */
export const pl: Messages = {
  locale: "pl",
  heading: "Kredyty",
  refresh: "Odśwież",
  tryAgain: "Spróbuj ponownie",
  loading: "Wczytywanie kredytów",
  level: { low: "Niskie saldo", out: "Brak kredytów" },
  unit: (plural) => creditForms[plural] ?? "kredytu",
  unknownBalance: "Saldo chwilowo niedostępne",
  justNow: "przed chwilą",
  asOf: (age) => `Zaktualizowano ${age}`,
  lastRefreshed: (date) => `Ostatnia aktualizacja: ${date}`,
  lowAt: (threshold) => `Próg niskiego salda: ${threshold}`,
  topsUp: (credits) => `Automatyczne doładowanie: +${credits}`,
  topUp: "Doładuj",
  checked: (age) => `Sprawdzono ${age}`,
  lastChecked: (time) => `Ostatnio sprawdzono: ${time}`,
  products: (count, plural) => `${count} ${productForms[plural] ?? "produktu"}`,
  showAll: (count) => `Pokaż wszystkie (${count})`,
  showFewer: "Pokaż mniej",
  stale: {
    title: "Nie udało się odświeżyć.",
    offline: "Brak połączenia z internetem.",
    detail: (time) => `Ostatnie znane salda: ${time}.`,
    inline: (time) => `stan: ${time}`,
  },
  empty: { title: "Nie ma jeszcze kredytów", detail: "Kredyty z planu pojawią się tutaj." },
  error: {
    title: "Nie udało się wczytać kredytów",
    detail: {
      unauthenticated: "Sesja się zakończyła. Zaloguj się ponownie, aby zobaczyć kredyty.",
      forbidden: "To konto nie ma dostępu do tych kredytów.",
      not_found: "Nie znaleźliśmy jeszcze konta rozliczeniowego.",
      rate_limited: "Mamy teraz duży ruch. Spróbuj ponownie za chwilę.",
      offline: "Brak połączenia z internetem. Kredyty są bezpieczne i pojawią się, gdy połączenie wróci.",
      network: "Nie udało się nawiązać połączenia. Kredyty są bezpieczne.",
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
