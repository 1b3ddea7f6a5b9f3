/** Does nothing. Next.js looks for this file in the folders above, too, and would find the library's own src/proxy.ts. */
export function proxy(): void {}

export const config = { matcher: [] };
