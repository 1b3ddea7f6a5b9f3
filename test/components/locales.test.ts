import { describe, expect, it } from "vitest";
import { formatNumber, pluralOf } from "../../src/components/formatNumber.ts";
import { formatAge, formatClock } from "../../src/components/formatTime.ts";
import { problems } from "../../src/domain/problem.ts";
import * as locales from "../../src/locales.ts";
import type { Messages } from "../../src/locales.ts";

const { en, ...translations } = locales;
const all = Object.entries(locales);
const translated = Object.entries(translations);

/** No word of ours holds a digit, so it shows where an argument went. */
const argument = "7";

/** Every word function with its argument filled in, by its path; those that take a plural once for each category. */
function spoken(messages: Messages, plurals: readonly Intl.LDMLPluralRule[]): Record<string, string> {
  return {
    asOf: messages.asOf(argument),
    lastRefreshed: messages.lastRefreshed(argument),
    lowAt: messages.lowAt(argument),
    topsUp: messages.topsUp(argument),
    checked: messages.checked(argument),
    lastChecked: messages.lastChecked(argument),
    showAll: messages.showAll(argument),
    "stale.detail": messages.stale.detail(argument),
    "stale.inline": messages.stale.inline(argument),
    ...Object.fromEntries(plurals.map((plural) => [`products.${plural}`, messages.products(argument, plural)])),
  };
}

/** What stands in an object, by its path: strings as they are, everything else by its type. */
function leavesOf(value: object, path = ""): [path: string, leaf: string][] {
  return Object.entries(value).flatMap(([key, leaf]: [string, unknown]): [string, string][] => {
    if (typeof leaf === "object" && leaf !== null) return leavesOf(leaf, `${path}${key}.`);
    return [[`${path}${key}`, typeof leaf === "string" ? leaf : `(${typeof leaf})`]];
  });
}

/** All that a visitor can read, by its path. */
function textsOf(messages: Messages, plurals = pluralsOf(messages)): Record<string, string> {
  const { locale: _, ...words } = messages;
  return {
    ...Object.fromEntries(leavesOf(words).filter(([, leaf]) => leaf !== "(function)")),
    ...spoken(messages, plurals),
    ...Object.fromEntries(plurals.map((plural) => [`unit.${plural}`, messages.unit(plural)])),
  };
}

function pluralsOf({ locale }: Messages): Intl.LDMLPluralRule[] {
  return new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
}

/** The texts that break a rule, as `path: text`. */
function offenders(messages: Messages, breaks: (text: string, path: string) => boolean): string[] {
  return Object.entries(textsOf(messages))
    .filter(([path, text]) => breaks(text, path))
    .map(([path, text]) => `${path}: ${text}`);
}

it("the entry exports the eight languages, each by the tag that it carries", () => {
  expect(Object.keys(locales).toSorted()).toEqual(["de", "en", "es", "fr", "it", "nl", "pl", "pt"]);
  expect(all.map(([, { locale }]) => locale)).toEqual(all.map(([name]) => name));
});

describe.each(all)("%s", (_name, messages) => {
  it("has the keys of English, no more and no less", () => {
    const kinds = ([path, leaf]: [string, string]) => `${path} ${leaf === "(function)" ? "function" : "string"}`;
    expect(leavesOf(messages).map(kinds).toSorted()).toEqual(leavesOf(en).map(kinds).toSorted());
  });

  it("leaves nothing empty", () => {
    expect(offenders(messages, (text) => !/\p{L}/u.test(text))).toEqual([]);
  });

  it("has words for every error code", () => {
    const codes = [...Object.keys(problems), "network", "offline", "unexpected_answer"];
    expect(Object.keys(messages.error.detail).toSorted()).toEqual(codes.toSorted());
  });

  it("says what every function is told, once", () => {
    const functions = leavesOf(messages).filter(([, leaf]) => leaf === "(function)");
    const texts = Object.entries(spoken(messages, pluralsOf(messages)));
    const told = texts.map(([path]) => (path.startsWith("products.") ? "products" : path));
    expect(new Set([...told, "unit"])).toEqual(new Set(functions.map(([path]) => path)));
    expect(texts.filter(([, text]) => text.split(argument).length !== 2)).toEqual([]);
  });

  it("has no blank at an end, no two in a row, and no exclamation mark", () => {
    expect(offenders(messages, (text) => text !== text.trim() || /\s{2}|!/.test(text))).toEqual([]);
  });

  it("starts with a capital wherever English does, and ends with a full stop wherever English does", () => {
    const english = textsOf(en, pluralsOf(messages));
    const starts = (text = "") => /^\p{Lu}/u.test(text);
    const ends = (text = "") => text.endsWith(".");
    expect(offenders(messages, (text, path) => !path.startsWith("unit.") && starts(text) !== starts(english[path]))).toEqual([]);
    expect(offenders(messages, (text, path) => ends(text) !== ends(english[path]))).toEqual([]);
  });
});

describe.each(translated)("%s, a translation", (name, messages) => {
  const english = textsOf(en, pluralsOf(messages));

  /** Words that are the same in both languages. */
  const alike: Record<string, readonly string[]> = {
    de: ["heading"],
    nl: ["heading", "products.one", "unit.one", "unit.other"],
  };

  it("leaves nothing in English", () => {
    const same = Object.entries(textsOf(messages)).filter(([path, text]) => text === english[path]);
    expect(same.map(([path]) => path).toSorted()).toEqual(alike[name] ?? []);
  });

  it("has room where English has: no text is longer than 1.9 times the English one and 20 characters", () => {
    expect(offenders(messages, (text, path) => text.length > 1.9 * (english[path]?.length ?? 0) + 20)).toEqual([]);
  });

  it("writes curly apostrophes and quotation marks, and no three dots", () => {
    expect(offenders(messages, (text) => /['"`´]|\.\.\./.test(text))).toEqual([]);
  });

  it("keeps a colon on the line of its word, with the blank before it that only French has", () => {
    const colon = name === "fr" ? /[^\u00a0][:;?]/ : /\s[:;?]/;
    expect(offenders(messages, (text) => colon.test(text))).toEqual([]);
  });
});

describe("an amount", () => {
  const values = [0, 1, 1.5, 2, 5, 12, 22, 1_000_000];

  const phrases: Record<string, { credits: string; products: string }> = {
    en: {
      credits: "0 credits · 1 credit · 1.5 credits · 2 credits · 5 credits · 12 credits · 22 credits · 1,000,000 credits",
      products:
        "0 products · 1 product · 1.5 products · 2 products · 5 products · 12 products · 22 products · 1,000,000 products",
    },
    // Singular under two, and "de" after whole millions.
    fr: {
      credits:
        "0 crédit · 1 crédit · 1,5 crédit · 2 crédits · 5 crédits · 12 crédits · 22 crédits · 1\u202f000\u202f000 de crédits",
      products:
        "0 produit · 1 produit · 1,5 produit · 2 produits · 5 produits · 12 produits · 22 produits · 1\u202f000\u202f000 de produits",
    },
    nl: {
      credits: "0 credits · 1 credit · 1,5 credits · 2 credits · 5 credits · 12 credits · 22 credits · 1.000.000 credits",
      products:
        "0 producten · 1 product · 1,5 producten · 2 producten · 5 producten · 12 producten · 22 producten · 1.000.000 producten",
    },
    es: {
      credits:
        "0 créditos · 1 crédito · 1,5 créditos · 2 créditos · 5 créditos · 12 créditos · 22 créditos · 1.000.000 de créditos",
      products:
        "0 productos · 1 producto · 1,5 productos · 2 productos · 5 productos · 12 productos · 22 productos · 1.000.000 de productos",
    },
    // A fraction takes the genitive singular.
    pl: {
      credits:
        "0 kredytów · 1 kredyt · 1,5 kredytu · 2 kredyty · 5 kredytów · 12 kredytów · 22 kredyty · 1\u00a0000\u00a0000 kredytów",
      products:
        "0 produktów · 1 produkt · 1,5 produktu · 2 produkty · 5 produktów · 12 produktów · 22 produkty · 1\u00a0000\u00a0000 produktów",
    },
    // Brazil's singular under two.
    pt: {
      credits:
        "0 crédito · 1 crédito · 1,5 crédito · 2 créditos · 5 créditos · 12 créditos · 22 créditos · 1.000.000 de créditos",
      products:
        "0 produto · 1 produto · 1,5 produto · 2 produtos · 5 produtos · 12 produtos · 22 produtos · 1.000.000 de produtos",
    },
    de: {
      credits: "0 Credits · 1 Credit · 1,5 Credits · 2 Credits · 5 Credits · 12 Credits · 22 Credits · 1.000.000 Credits",
      products:
        "0 Produkte · 1 Produkt · 1,5 Produkte · 2 Produkte · 5 Produkte · 12 Produkte · 22 Produkte · 1.000.000 Produkte",
    },
    it: {
      credits: "0 crediti · 1 credito · 1,5 crediti · 2 crediti · 5 crediti · 12 crediti · 22 crediti · 1.000.000 di crediti",
      products:
        "0 prodotti · 1 prodotto · 1,5 prodotti · 2 prodotti · 5 prodotti · 12 prodotti · 22 prodotti · 1.000.000 di prodotti",
    },
  };

  it.each(all)("takes its grammatical form in %s", (name, messages) => {
    const said = values.map((value) => ({ number: formatNumber(value, name), plural: pluralOf(value, name) }));
    expect({
      credits: said.map(({ number, plural }) => `${number} ${messages.unit(plural)}`).join(" · "),
      products: said.map(({ number, plural }) => messages.products(number, plural)).join(" · "),
    }).toEqual(phrases[name]);
  });

  it.each([
    { locale: "pt-PT", messages: locales.pt, value: 0, text: "0 créditos" },
    { locale: "pt-PT", messages: locales.pt, value: 1.5, text: "1,5 créditos" },
    { locale: "pt-BR", messages: locales.pt, value: 0, text: "0 crédito" },
    { locale: "es-MX", messages: locales.es, value: 1.5, text: "1.5 créditos" },
    { locale: "fr-CA", messages: locales.fr, value: 1_500_000, text: "1\u00a0500\u00a0000 crédits" },
  ])("is $text in $locale", ({ locale, messages, value, text }) => {
    expect(`${formatNumber(value, locale)} ${messages.unit(pluralOf(value, locale))}`).toBe(text);
  });
});

describe("a time", () => {
  it.each([
    { name: "en", now: "As of just now", later: "As of 2 minutes ago", checked: "Checked just now" },
    { name: "fr", now: "Mis à jour à l’instant", later: "Mis à jour il y a 2 minutes", checked: "Vérifié à l’instant" },
    { name: "nl", now: "Bijgewerkt: zojuist", later: "Bijgewerkt: 2 minuten geleden", checked: "Gecontroleerd: zojuist" },
    {
      name: "es",
      now: "Actualizado hace un momento",
      later: "Actualizado hace 2 minutos",
      checked: "Consultado hace un momento",
    },
    { name: "pl", now: "Zaktualizowano przed chwilą", later: "Zaktualizowano 2 minuty temu", checked: "Sprawdzono przed chwilą" },
    { name: "pt", now: "Atualizado há instantes", later: "Atualizado há 2 minutos", checked: "Verificado há instantes" },
    { name: "de", now: "Stand: gerade eben", later: "Stand: vor 2 Minuten", checked: "Geprüft: gerade eben" },
    { name: "it", now: "Aggiornato un attimo fa", later: "Aggiornato 2 minuti fa", checked: "Verificato un attimo fa" },
  ])("reads as one phrase in $name: $later", ({ name, now, later, checked }) => {
    const messages = all.find(([candidate]) => candidate === name)?.[1] ?? en;
    expect([messages.asOf(messages.justNow), messages.checked(messages.justNow)]).toEqual([now, checked]);
    expect(messages.asOf(formatAge(120_000, name) ?? "")).toBe(later);
  });

  it("that ends in a full stop gets no second one", () => {
    const time = formatClock(new Date("2026-01-01T10:42:00.000Z"), Date.parse("2026-01-01T10:43:00.000Z"), "es-MX");
    expect(time).toMatch(/\.$/);
    expect(locales.es.stale.detail(time)).not.toContain("..");
  });
});
