import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import type { CreditRow } from "../domain/creditRow.ts";
import { pageSize } from "./readPage.ts";
import type { Page } from "./readPage.ts";

/** Pages that one request may cost, reading again included: enough for 2,000 products, each page but the first bringing 99. */
const mostPages = 21;
const mostTries = 3;

/**
 * Every product of every page, exactly once, or an error. One page is atomic; between two pages the list can change, so each page
 * past the first begins with the last row of the one before it. If that row is not where it was, if `total` moves, if a
 * product comes twice, or if the end comes before `total`, the list is read again from the start.
 *
 * @throws CreditBalancesError `upstream_invalid` when three tries or 21 pages were not enough
 */
export async function readAllCredits(readPage: (skip: number) => Promise<Page>): Promise<CreditRow[]> {
  let pagesLeft = mostPages;

  async function readOnce(): Promise<CreditRow[] | undefined> {
    const rows = new Map<string, CreditRow>();
    let total: number | undefined;
    let last: string | undefined;

    while (pagesLeft > 0) {
      pagesLeft -= 1;
      const page = await readPage(last === undefined ? 0 : rows.size - 1);
      total ??= page.total;
      if (page.total !== total) return undefined;

      const [first, ...rest] = page.rows;
      if (last !== undefined && first?.product_id !== last) return undefined;
      const fresh = last === undefined ? page.rows : rest;
      for (const row of fresh) {
        if (rows.has(row.product_id)) return undefined;
        rows.set(row.product_id, row);
        last = row.product_id;
      }
      if (page.rows.length < pageSize && rows.size >= total) return [...rows.values()];
      if (fresh.length === 0) return undefined;
    }
    return undefined;
  }

  for (let tries = 0; tries < mostTries && pagesLeft > 0; tries += 1) {
    const rows = await readOnce();
    if (rows) return rows;
  }
  throw new CreditBalancesError(
    "upstream_invalid",
    "The list of credits kept changing while it was read, or never came to its end.",
  );
}
