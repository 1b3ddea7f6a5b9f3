import { object, optional, parse, record, string, boolean } from "valibot";

/** One row of a table of props, as the code says it. */
export type PropRow = { name: string; isRequired: boolean; type: string; description: string; default: string };

/** What react-docgen leaves on a component. */
const docgen = object({
  props: record(
    string(),
    object({
      required: boolean(),
      description: optional(string(), ""),
      tsType: optional(object({ name: string(), raw: optional(string()) })),
    }),
  ),
});

/** The props of a component, with the words of their doc comments. */
export function propsOf(component: unknown): PropRow[] {
  const { props } = parse(docgen, Reflect.get(Object(component), "__docgenInfo"));
  return Object.entries(props).map(([name, { required, description, tsType }]) => {
    const [text = "", otherwise = ""] = description.split(/\s*@default\s+/);
    const type = (tsType?.raw ?? tsType?.name ?? "").replace(/\s*\|\s*undefined$/, "").replaceAll(/\s+/g, " ");
    return { name, isRequired: required, type, description: text.trim(), default: otherwise.trim() };
  });
}
