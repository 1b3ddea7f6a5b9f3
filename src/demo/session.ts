import { documentedCustomerId } from "../sandbox/createCast.ts";

/** Says who is signed in to the demo. Anyone can write it: a real host reads its own signed session instead. */
const name = "demo-customer";

/**
 * The customer that a `Cookie` header or `document.cookie` names; the documented example where nobody chose. Browser and server
 * both read it here, so that switching customers is a sign-in and not a parameter of the request.
 */
export function signedInCustomer(cookies: string): string {
  const found = cookies.split(/;\s*/).find((pair) => pair.startsWith(`${name}=`));
  if (!found) return documentedCustomerId;
  try {
    return decodeURIComponent(found.slice(name.length + 1));
  } catch {
    return documentedCustomerId;
  }
}

/** The cookie that signs a customer in. */
export function sessionCookie(customerId: string): string {
  return `${name}=${encodeURIComponent(customerId)}; path=/; SameSite=Strict`;
}
