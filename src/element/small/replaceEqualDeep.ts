/** The new value, with every part of it that says the same as before left as it was: what has not changed is not rendered again. */
export function replaceEqualDeep(held: unknown, next: unknown): unknown {
  if (held === next) return held;
  if (!isContainer(held) || !isContainer(next) || Array.isArray(held) !== Array.isArray(next)) return next;
  const parts = Object.entries(next).map(([key, part]) => [key, replaceEqualDeep(Reflect.get(held, key), part)] as const);
  const isSame = parts.length === Object.keys(held).length && parts.every(([key, part]) => Reflect.get(held, key) === part);
  if (isSame) return held;
  return Array.isArray(next) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

/** Answers are JSON: all that holds parts is an array or a plain object. */
function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
