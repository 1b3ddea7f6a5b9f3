import type { Messages } from "../messages.ts";

const creditForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "crédito", many: "de créditos" };
const productForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "produto", many: "de produtos" };

const notAnswering = "O serviço de faturamento não responde. Os seus créditos estão seguros.";
const notSetUp = "Algo não está bem configurado do nosso lado. Os seus créditos estão seguros.";

/** Portuguese for Brazil and Portugal, without "tu" or "você"; where the two differ it leans to Brazil, as the tag "pt" does in Intl. */
export const pt: Messages = {
  locale: "pt",
  heading: "Créditos",
  refresh: "Atualizar",
  tryAgain: "Tentar novamente",
  loading: "Carregando os seus créditos",
  level: { low: "Saldo baixo", out: "Sem créditos" },
  unit: (plural) => creditForms[plural] ?? "créditos",
  unknownBalance: "Saldo indisponível no momento",
  justNow: "há instantes",
  asOf: (age) => `Atualizado ${age}`,
  lastRefreshed: (date) => `Última atualização: ${date}`,
  lowAt: (threshold) => `Limite de saldo baixo: ${threshold}`,
  topsUp: (credits) => `Recarga automática: +${credits}`,
  topUp: "Recarregar saldo",
  checked: (age) => `Verificado ${age}`,
  lastChecked: (time) => `Última verificação: ${time}`,
  products: (count, plural) => `${count} ${productForms[plural] ?? "produtos"}`,
  showAll: (count) => `Ver todos (${count})`,
  showFewer: "Ver menos",
  stale: {
    title: "Não foi possível atualizar.",
    offline: "Sem internet.",
    detail: (time) => `Últimos saldos conhecidos: ${time}.`,
    inline: (time) => `último dado: ${time}`,
  },
  empty: { title: "Ainda não há créditos", detail: "Os créditos do seu plano aparecerão aqui." },
  error: {
    title: "Não foi possível carregar os seus créditos",
    detail: {
      unauthenticated: "A sua sessão terminou. Entre novamente para ver os seus créditos.",
      forbidden: "A sua conta não tem acesso a estes créditos.",
      not_found: "Ainda não encontramos a sua conta de faturamento.",
      rate_limited: "Há muita atividade agora. Tente novamente em instantes.",
      offline: "Sem internet. Os seus créditos estão seguros e aparecerão quando a conexão voltar.",
      network: "Não foi possível estabelecer a conexão. Os seus créditos estão seguros.",
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
