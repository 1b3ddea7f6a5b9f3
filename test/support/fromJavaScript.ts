const key: string = "value";

/** A value as a caller without TypeScript can pass it: of any type at all. */
export function fromJavaScript(value: unknown) {
  return Reflect.get({ value }, key);
}
