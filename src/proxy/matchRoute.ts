const before = "/v1/customers/";
const after = "/credits";

/**
 * Finds the customer id in `/v1/customers/{id}/credits`, under any mount: decoded once and not yet trusted. An id with a slash in it is
 * seen whole, to be refused.
 *
 * @param target the path with its query, as it came
 * @returns undefined when the path is not the credits route
 */
export function matchRoute(target: string): { customerId: string } | undefined {
  const path = pathOf(target);
  const start = path.indexOf(before);
  if (start < 0 || !path.endsWith(after)) return undefined;
  try {
    return { customerId: decodeURIComponent(path.slice(start + before.length, -after.length)) };
  } catch {
    return { customerId: "" };
  }
}

/**
 * URL parsers fold a customer id of `..` away (`/v1/customers/../credits` becomes `/v1/credits`), also as `%2e%2e`. What is left
 * of such a path still names nobody's credits: a bad request, not an unknown page.
 */
export function isFoldedRoute(target: string): boolean {
  return pathOf(target).endsWith(after);
}

function pathOf(target: string): string {
  return target.split("?", 1)[0] ?? "";
}
