const before = "/v1/customers/";
const after = "/credits";

/** What a path asks for. The id is decoded once and not yet trusted; `hasQuery`: something stands after the path. */
export type Route = { customerId: string; hasQuery: boolean };

/**
 * Finds the customer id in `/v1/customers/{id}/credits`, under any mount. An id with a slash in it is seen whole, to be refused.
 *
 * @param target the path with its query, as it came
 * @returns undefined when the path is not the credits route
 */
export function matchRoute(target: string): Route | undefined {
  const end = target.indexOf("?");
  const path = end < 0 ? target : target.slice(0, end);
  const start = path.indexOf(before);
  if (start < 0 || !path.endsWith(after)) return undefined;
  return { customerId: decode(path.slice(start + before.length, -after.length)), hasQuery: path.length + 1 < target.length };
}

/**
 * URL parsers fold a customer id of `..` away (`/v1/customers/../credits` becomes `/v1/credits`), also as `%2e%2e`. What is left
 * of such a path still names nobody's credits: a bad request, not an unknown page.
 */
export function isFoldedRoute(target: string): boolean {
  return target.split("?", 1)[0]?.endsWith(after) === true;
}

function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
