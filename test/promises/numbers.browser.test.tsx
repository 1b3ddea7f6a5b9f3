import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { aCredit, aCustomer, observedSandbox } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, renderWidget } from "../support/renderWidget.tsx";
import { reportFigures } from "../support/reportFigures.ts";
import { seededRandom } from "../support/seededRandom.ts";

const locales = ["en", "fr", "nl", "es", "pl", "pt", "de", "it"];

const random = seededRandom(20_260_101);
const whole = (below: number) => Math.floor(random() * below);
const sign = () => (random() < 0.3 ? "-" : "");
const digits = (count: number) => Array.from({ length: count }, () => whole(10)).join("");

/** So many texts, each made anew. */
const many = (count: number, create: () => string) => Array.from({ length: count }, create);

/** A double of any size and any sign: all its bits are random. */
function anyDouble(): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, whole(2 ** 32));
  view.setUint32(4, whole(2 ** 32));
  const value = view.getFloat64(0);
  return Number.isFinite(value) ? value : anyDouble();
}

/** Texts of JSON, as Hyperline could write them. Not all are numbers, and many are numbers that no double holds. */
const edges = `
  0 -0 0.0 -0.000 0e0 -0E+5 0e999 1 -1 1.0 1.10 2000 2000.00 2e3 20E+2 2.5e1 25e-1 -350 0.1 0.2 0.3 0.30000000000000004 0.5 -0.5 0.05 100.01 41.25
  999 1000 -1000 9999 10000 99999 100000 999999 1000000 1234567.25 -1234567.25 12480.5 123456789.12345 999999999999999 0.999999999999999
  9007199254740990 9007199254740991 9007199254740992 9007199254740993 9007199254740994 -9007199254740991 -9007199254740992 -9007199254740993
  9007199254740991.0 9007199254740992.0 9007199254740993.0 9007199254740992.5 90071992547409910e-1 90071992547409930e-1 4503599627370496.5
  4503599627370497.5 18014398509481984 18014398509481985 1152921504606846976 1152921504606847000 9223372036854775807 9223372036854775808
  18446744073709551615 123456789012345678901 -123456789012345678901 123456789012345680000 100000000000000000000 999999999999999999999
  1e15 1e16 1e17 1e18 1e19 1e20 1e21 -1e21 1.5e21 1000000000000000000000 1000000000000000000001 1e22 1e23 1.2345678901234567e25 1e100 -1e100
  1e308 1.7976931348623157e308 -1.7976931348623157e308 1.7976931348623159e308 1.8e308 1e309 1e999 -1e999 1E+999 1e-7 -1e-7 1.5e-7 0.0000001
  1e-6 1e-10 1e-20 1e-100 1e-300 2.2250738585072014e-308 2.225073858507201e-308 5e-324 -5e-324 4e-324 1e-324 1e-323 1.5e-323 1e-999 -1e-999
  0.1234567890123456789 123456789.123456789 3.141592653589793 3.14159265358979323846 2.718281828459045 0.10000000000000000555 0.1000000000000000055511151231257827
  1.0000000000000002 1.0000000000000001 0.9999999999999999 0.99999999999999999 4.35 1.005 1.15 8.345 0.07 19.99 1e2 1e+2 1E2
  null true false "12" "" "NaN" "1e999" {} [] [5]
`;

/** Every text once. */
const table = [
  ...new Set([
    ...edges.trim().split(/\s+/),
    "9".repeat(400),
    `0.${"0".repeat(400)}1`,
    `1${"0".repeat(300)}`,
    `1.5${"0".repeat(100)}`,
    ...Array.from({ length: 70 }, (_, index) => `${sign()}1e${index * 9 - 323}`),
    ...many(300, () => `${sign()}${whole(10 ** (1 + whole(7)))}.${digits(2)}`),
    ...many(100, () => String(-whole(10_000_000) / 100)),
    ...many(100, () => `${sign()}${whole(Number.MAX_SAFE_INTEGER)}`),
    ...many(150, () => `${sign()}${1 + whole(9)}${digits(15 + whole(7))}`),
    ...many(100, () => JSON.stringify(anyDouble())),
    ...many(100, () => anyDouble().toExponential()),
    ...many(150, () => JSON.stringify((random() - 0.5) * 10 ** whole(9))),
    ...many(200, () => `${sign()}${1 + whole(9)}${digits(whole(12))}.${digits(1 + whole(12))}`),
    ...many(100, () => `${sign()}${1 + whole(9)}.${digits(1 + whole(18))}e${whole(60) - 30}`),
  ]),
];

/** A number of JSON as a plain decimal without a needless zero: `-1.50e2` is "-150". Undefined for what is no number. */
function toDecimal(text: string): string | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text);
  if (!match) return undefined;
  const [, minus = "", integer = "", fraction = "", exponent = "0"] = match;
  const coefficient = BigInt(integer + fraction);
  if (coefficient === 0n) return "0";
  const power = Number(exponent) - fraction.length;
  const all = `${coefficient}${"0".repeat(Math.max(0, power))}`.padStart(1 - power, "0");
  const point = all.length + Math.min(0, power);
  const decimals = all.slice(point).replace(/0+$/, "");
  return `${minus}${all.slice(0, point)}${decimals && `.${decimals}`}`;
}

/** What the widget must show of a text: the decimal; undefined where a double does not lead back to these digits, or it is no number. */
function toShown(text: string): string | undefined {
  const decimal = toDecimal(text);
  return decimal !== undefined && decimal === toDecimal(String(Number(text))) ? decimal : undefined;
}

/** How many digits a number has between the zeros at either end. */
const significance = (decimal: string) => decimal.replace(/[-.]/g, "").replace(/^0+|0+$/g, "").length;

/** Reads numbers as somebody who has learnt from the platform how the locale writes them, and else knows nothing of the widget. */
function readerOf(locale: string): (text: string) => string {
  const format = new Intl.NumberFormat(locale);
  const written = (type: Intl.NumberFormatPartTypes) =>
    format.formatToParts(-1_234_567.5).find((part) => part.type === type)?.value ?? "";
  const group = written("group");
  const ungrouped = format.format(1_234).includes(group) ? 3 : 4;
  const shape = new RegExp(
    `^([${written("minusSign")}]?)(\\d{1,${ungrouped}}|\\d{1,3}(?:[${group}]\\d{3})+)(?:[${written("decimal")}](\\d+))?$`,
  );
  return (text) => {
    const match = shape.exec(text);
    if (!match) return `not as ${locale} writes a number: ${text}`;
    const [, minus = "", integer = "", fraction] = match;
    return `${minus && "-"}${integer.replaceAll(group, "")}${fraction === undefined ? "" : `.${fraction}`}`;
  };
}

/** What Hyperline sends in place of a row's numbers, as text of JSON. */
type Sent = { balance: string; threshold?: string; topUp?: string };

/** Without digits, so that all digits of a row are its numbers'. */
const letters = (index: number) => String(index).replace(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
const indexOf = (name: string) => Number(name.replace(/[a-j]/g, (letter) => String("abcdefghij".indexOf(letter))));

/** The real sandbox, with numbers in its bodies that JavaScript could not have written. */
function upstreamOf(sent: readonly Sent[]) {
  const credits = sent.map((_, index) =>
    aCredit({
      product_id: `itm_${letters(index)}`,
      name: `item-${letters(index)}`,
      current_balance: index,
      low_count_threshold: index,
      auto_topup: { credit_count: index, amount_excluding_tax: null, price_id: null },
      last_refreshed_at: "never, which shows no digits",
    }),
  );
  const sandbox = observedSandbox({ customers: [aCustomer({ credits })], now: Date.now });
  const write = (name: string, pick: (row: Sent) => string | undefined) => (text: string) =>
    text.replace(new RegExp(`"${name}":(\\d+)`, "g"), (_, index) => {
      const row = sent[Number(index)];
      return `"${name}":${(row && pick(row)) ?? "null"}`;
    });
  const writeAll = [
    write("current_balance", ({ balance }) => balance),
    write("low_count_threshold", ({ threshold }) => threshold),
    write("credit_count", ({ topUp }) => topUp),
  ];
  return async (request: Request) => {
    const text = await (await sandbox.fetch(request)).text();
    return new Response(writeAll.reduce((body, step) => step(body), text));
  };
}

/** Shows these rows, all of them, and gives each with what was sent for it. */
async function show(sent: readonly Sent[], locale: string) {
  renderWidget({ fetch: connect({ fetch: upstreamOf(sent), budget: 10_000 }).fetch, locale });
  const widget = elements.widget();
  await waitFor(() => expect(widget).toHaveAttribute("data-status", "ready"), { timeout: 20_000 });
  const more = screen.queryByRole("button", { name: /^Show all/ });
  if (more) await userEvent.click(more);
  const found = await waitFor(
    () => {
      const all = [...widget.querySelectorAll<HTMLElement>(".hcb-credit")];
      expect(all).toHaveLength(sent.length);
      return all;
    },
    { timeout: 20_000 },
  );
  const rows = found.map((row) => {
    const index = indexOf(/item-([a-j]+)/.exec(row.textContent)?.[1] ?? "");
    return { row, index, ...sent[index] };
  });
  expect(new Set(rows.map(({ index }) => index)).size).toBe(sent.length);
  expect(widget.textContent).not.toMatch(/NaN|∞|Infinity|E|\de[+-]?\d|-0(?![.,\d])/);
  return rows;
}

const tally = { cells: 0, exact: 0, unknown: 0, wrong: 0, sentences: 0 };

describe("a balance", () => {
  it.each(locales)("is shown digit for digit, or as unknown where no double holds it, in %s", async (locale) => {
    const read = readerOf(locale);
    const rows = await show(
      table.map((balance) => ({ balance })),
      locale,
    );

    const wrong = rows.flatMap(({ row, balance = "" }) => {
      const shown = elements.number(row);
      const wanted = toShown(balance);
      const { level } = row.dataset;
      tally.cells += 1;
      if (shown === undefined) {
        tally.unknown += 1;
        const isSaid = row.textContent.includes("Balance unavailable right now") && !/\p{N}/u.test(row.textContent);
        return wanted === undefined && isSaid && level === "unknown" ? [] : [{ balance, wanted, shown: row.textContent, level }];
      }
      tally.exact += 1;
      const isOut = wanted === "0" || wanted?.startsWith("-") === true;
      return read(shown) === wanted && level === (isOut ? "out" : "ok") ? [] : [{ balance, wanted, shown, level }];
    });
    tally.wrong += wrong.length;

    expect(wrong).toStrictEqual([]);
  });
});

describe("a negative zero", () => {
  it("is 0, also where the proxy lets it through", async () => {
    const { fetch } = connect({ customers: [aCustomer({ credits: [aCredit({ current_balance: 0 })] })] });
    const tampered = async (request: Request) => {
      const text = await (await fetch(request)).text();
      return new Response(text.replace('"current_balance":0,', '"current_balance":-0,'));
    };
    renderWidget({ fetch: tampered });
    expect(elements.number(await elements.row("API calls"))).toBe("0");
  });
});

describe("a threshold and an automatic top-up", () => {
  const thresholds = table.filter((text) => {
    const shown = toShown(text);
    return shown !== undefined && shown !== "0" && !shown.startsWith("-");
  });
  const every = Math.floor(thresholds.length / 100);
  const topUps = table.filter((text) => !/^-|^[0.]+$|^0e/.test(text));
  const sent = thresholds
    .filter((_, index) => index % every === 0)
    .flatMap((threshold, index): Sent[] => [
      { balance: "5e-324", threshold },
      // Where more are bought by themselves, that is said in place of the threshold.
      { balance: "5e-324", topUp: topUps[index * 7] ?? "null" },
    ]);

  /** What stands after these words, in the element that begins with them. */
  function after(words: string, row: HTMLElement): string | undefined {
    const found = [...row.querySelectorAll("*")].findLast(({ textContent }) => textContent.startsWith(words));
    return found?.textContent.slice(words.length);
  }

  it.each(locales)("are shown digit for digit, or not at all, in %s", async (locale) => {
    const read = readerOf(locale);
    const rows = await show(sent, locale);

    const wrong = rows.flatMap(({ row, threshold = "", topUp = "" }) => {
      const lowAt = after("Low at ", row);
      const topsUp = after("Tops up automatically: +", row);
      const found = [lowAt, topsUp].map((text) => (text === undefined ? undefined : read(text)));
      tally.sentences += found.filter(Boolean).length;
      const isRight = found[0] === toShown(threshold) && found[1] === toShown(topUp);
      return isRight ? [] : [{ threshold, lowAt, topUp, topsUp }];
    });
    tally.wrong += wrong.length;

    expect(wrong).toStrictEqual([]);
  });
});

describe("the table", () => {
  const shown = table.filter((text) => toShown(text) !== undefined);
  const unknown = table.filter((text) => toShown(text) === undefined);
  const numbers = unknown.flatMap((text) => toDecimal(text) ?? []);

  it("holds more than a thousand values, of which most can be shown and many cannot", () => {
    expect(table.length).toBeGreaterThan(1_000);
    expect(shown.length).toBeGreaterThan(1_000);
    expect(numbers.length).toBeGreaterThan(200);
  });

  // Up to 15 digits survive the way into a double and back, as long as their exponent does.
  it("calls no number of up to 15 digits unknown, be it money or a millionth of a credit", () => {
    const inReach = numbers.filter(({ length }) => length < 300);
    expect(inReach.length).toBeGreaterThan(200);
    expect(inReach.filter((decimal) => significance(decimal) <= 15)).toStrictEqual([]);
  });

  it("is complete", () => {
    // A page has no process of its own. What its console logs, Vitest prints.
    const { log: write } = console;
    vi.stubGlobal("process", { stdout: { write } });
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    reportFigures(`${table.length} values × ${locales.length} locales`, {
      shown: tally.cells,
      exact: tally.exact,
      "unknown, each a number that no double holds or no number": tally.unknown,
      "thresholds and top-ups": tally.sentences,
      wrong: tally.wrong,
    });
    expect(tally).toMatchObject({ cells: 8 * table.length, exact: 8 * shown.length, unknown: 8 * unknown.length, wrong: 0 });
    expect(tally.sentences).toBeGreaterThan(1_000);
  });
});
