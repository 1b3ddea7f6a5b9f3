const text = (value: string) => value;

/** As HTML does: a word that is not among them counts as none. */
function oneOf<T extends string>(...words: readonly T[]) {
  return (value: string): T | undefined => words.find((word) => word === value);
}

function headingLevel(value: string) {
  return ([1, 2, 3, 4, 5, 6] as const).find((level) => String(level) === value);
}

/** Milliseconds; `false`, and what is no such number: never. */
function interval(value: string): number | false {
  return Number(value) > 0 && Number(value);
}

/** Ids, separated by blanks or commas. */
function list(value: string): string[] {
  return value.split(/[\s,]+/).filter((word) => word !== "");
}

/** The attributes, and what each says. The property has the same name in camel case. */
export const attributes = {
  "customer-id": text,
  endpoint: text,
  locale: text,
  "refetch-interval": interval,
  products: list,
  sort: oneOf("attention", "upstream"),
  "top-up": text,
  "color-scheme": oneOf("light", "dark"),
  layout: oneOf("list", "cards"),
  heading: text,
  "heading-level": headingLevel,
  "product-id": text,
};

/** What no attribute can say. */
const others = ["headers", "fetch", "messages", "thresholds", "units", "formatBalance"];

export const properties = [...Object.keys(attributes).map(toProperty), ...others];

export function toProperty(attribute: string): string {
  return attribute.replace(/-./g, ([, letter = ""]) => letter.toUpperCase());
}

/** @returns the attribute that can hold this value, and its text; undefined where there is none */
export function toAttribute(property: string, value: unknown): { name: string; text: string } | undefined {
  const name = toName(property);
  if (!Object.hasOwn(attributes, name)) return undefined;
  if (Array.isArray(value)) return { name, text: value.join(" ") };
  return ["string", "number", "boolean"].includes(typeof value) ? { name, text: String(value) } : undefined;
}

export function toName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
