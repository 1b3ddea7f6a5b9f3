import type { CreditBalance } from "../domain/creditBalance.ts";

/** Something else than blanks, control characters and marks of direction. */
const visible = /[^\p{C}\p{Z}]/u;

/** What to call a product: its name, or its id where the name cannot be seen. */
export function nameOf({ name, productId }: CreditBalance): string {
  return visible.test(name) ? name.trim() : productId;
}
