const key: string = "value";

/** A value as a caller without TypeScript can pass it. Its type is `any`, here alone and on purpose: what is tested is that it is refused. */
export function fromJavaScript(value: unknown) {
  return Reflect.get({ value }, key);
}
