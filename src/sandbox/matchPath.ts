const route = /^\/v1\/customers\/([^/]+)\/credits(?:\/([^/]+)(?:\/(usage|topup))?)?$/;

/** What a path is about, decoded. */
type Route = { customerId: string; productId: string | undefined; action: string | undefined };

/**
 * Undefined where the sandbox does not know the path.
 *
 * @throws URIError when its escapes are malformed
 */
export function matchPath(path: string): Route | undefined {
  const match = route.exec(path);
  if (!match) return undefined;
  const [customerId = "", productId, action] = match.slice(1).map((part) => part && decodeURIComponent(part));
  return { customerId, productId, action };
}
