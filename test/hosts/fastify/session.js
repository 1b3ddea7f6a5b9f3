/**
 * Stands for your own session: which customer the visitor behind these cookies belongs to; `null`: nobody is signed in.
 *
 * @param {string | null | undefined} cookies
 * @returns {Promise<string | null>}
 */
export async function customerOf(cookies) {
  return /(?:^|; )session-of=([^;]+)/.exec(cookies ?? "")?.[1] ?? null;
}
