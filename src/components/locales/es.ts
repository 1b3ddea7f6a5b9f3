import type { Messages } from "../messages.ts";

const creditForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "crédito", many: "de créditos" };
const productForms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "producto", many: "de productos" };

const notAnswering = "El servicio de facturación no responde. Tus créditos están a salvo.";
const notSetUp = "Algo no está bien configurado por nuestra parte. Tus créditos están a salvo.";

/** Spanish, with "tú", in words that Spain and Latin America share. */
export const es: Messages = {
  locale: "es",
  heading: "Créditos",
  refresh: "Actualizar",
  tryAgain: "Reintentar",
  loading: "Cargando tus créditos",
  level: { low: "Saldo bajo", out: "Sin créditos" },
  unit: (plural) => creditForms[plural] ?? "créditos",
  unknownBalance: "Saldo no disponible por ahora",
  justNow: "hace un momento",
  asOf: (age) => `Actualizado ${age}`,
  lastRefreshed: (date) => `Última actualización: ${date}`,
  lowAt: (threshold) => `Umbral de saldo bajo: ${threshold}`,
  topsUp: (credits) => `Recarga automática: +${credits}`,
  topUp: "Recargar saldo",
  checked: (age) => `Consultado ${age}`,
  lastChecked: (time) => `Última consulta: ${time}`,
  products: (count, plural) => `${count} ${productForms[plural] ?? "productos"}`,
  showAll: (count) => `Ver todos (${count})`,
  showFewer: "Ver menos",
  stale: {
    title: "No se pudo actualizar.",
    offline: "No tienes conexión.",
    // In brackets, because a time can end in a full stop of its own: "10:42 a.m."
    detail: (time) => `Últimos saldos conocidos (${time}).`,
    inline: (time) => `último dato: ${time}`,
  },
  empty: { title: "Aún no hay créditos", detail: "Los créditos de tu plan aparecerán aquí." },
  error: {
    title: "No se pudieron cargar tus créditos",
    detail: {
      unauthenticated: "Tu sesión ha terminado. Inicia sesión de nuevo para ver tus créditos.",
      forbidden: "Tu cuenta no tiene acceso a estos créditos.",
      not_found: "Aún no encontramos tu cuenta de facturación.",
      rate_limited: "Hay mucha actividad en este momento. Vuelve a intentarlo en unos instantes.",
      offline: "No tienes conexión. Tus créditos están a salvo y aparecerán cuando vuelva la conexión.",
      network: "No se pudo establecer la conexión. Tus créditos están a salvo.",
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
