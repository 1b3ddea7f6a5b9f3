/** Stands for the host's own session: which customer the visitor behind these cookies belongs to; `null`: nobody is signed in. */
export async function customerOf(cookies: string | null | undefined): Promise<string | null> {
  return /(?:^|; )session-of=([^;]+)/.exec(cookies ?? "")?.[1] ?? null;
}
