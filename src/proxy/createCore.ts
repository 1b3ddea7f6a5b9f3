import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { isCustomerId } from "../domain/customerId.ts";
import { isProblemCode } from "../domain/problem.ts";
import { problemAnswer, rowsAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { withDeadline } from "./deadline.ts";
import { toSettings } from "./options.ts";
import type { CreditsProxyOptions } from "./options.ts";
import { readAllCredits } from "./readAllCredits.ts";
import { readPage } from "./readPage.ts";

/** One request to the credits route, free of any framework. */
export type Exchange<Incoming> = {
  method: string;
  /** From the path, decoded and not yet trusted. */
  customerId: string;
  /** What the framework gave us: `authorize` receives it untouched. */
  incoming: Incoming;
  /** Aborted when the visitor has left. */
  signal: AbortSignal;
};

/** The proxy itself: who may read, then what is true. Both skins, for `Request` and for node:http, call this. */
export function createCore<Incoming>(options: CreditsProxyOptions<Incoming>): (exchange: Exchange<Incoming>) => Promise<Answer> {
  const settings = toSettings(options);
  const { authorize } = options;

  async function answer({ method, customerId, incoming }: Exchange<Incoming>, signal: AbortSignal): Promise<Answer> {
    if (method !== "GET") return problemAnswer("method_not_allowed");
    if (!isCustomerId(customerId)) return problemAnswer("invalid_request");

    const permission = await ask(incoming, customerId);
    if (permission === null) return problemAnswer("unauthenticated");
    if (permission !== true) return problemAnswer("forbidden");

    const fetchedAt = settings.now();
    const rows = await readAllCredits((skip) => readPage(settings, customerId, skip, signal));
    return rowsAnswer(rows, fetchedAt);
  }

  async function ask(incoming: Incoming, customerId: string): Promise<unknown> {
    try {
      return await authorize(incoming, customerId);
    } catch {
      return false;
    }
  }

  return async (exchange) => {
    try {
      return await withDeadline(settings.timeout, exchange.signal, (signal) => answer(exchange, signal));
    } catch (error) {
      if (error instanceof CreditBalancesError && isProblemCode(error.code)) return problemAnswer(error.code, error.retryAfter);
      // The deadline has passed, or the visitor has left and nobody will read this.
      if (error instanceof DOMException) return problemAnswer("upstream_timeout");
      return problemAnswer("internal");
    }
  };
}
