import type { Fetch } from "../domain/fetch.ts";
import type { DemoSource } from "./source.ts";

/** What stands behind the demo's page: whose customers there are, and how to read and, over the sandbox, move their credits. */
export type Backend = {
  source: DemoSource;
  /** @default the platform's */
  fetch?: Fetch;
  /** Tops up or, with a negative count, uses credits of the signed-in customer up. */
  move: (customerId: string, productId: string, count: number) => Promise<void>;
};
