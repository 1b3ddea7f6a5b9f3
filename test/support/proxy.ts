import * as v from "valibot";
import { creditsAnswer } from "../../src/domain/creditsAnswer.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { observedSandbox, testTime } from "./credits.ts";

/** Where a test mounts the proxy. */
export const mount = "https://app.example/api/hyperline";

/** The credits route of a customer, whose id stands in the path as it is given. */
export function creditsUrl(customerId = "cus_test", at = mount): string {
  return `${at}/v1/customers/${customerId}/credits`;
}

/** Options that let everybody read the sandbox, with changes. */
export function proxyOptions<Incoming>(changes: Partial<CreditsProxyOptions<Incoming>> = {}): CreditsProxyOptions<Incoming> {
  const { apiKey, fetch } = observedSandbox();
  return { apiKey, fetch, authorize: () => true, now: () => testTime, ...changes };
}

/** Asks a proxy with these options for the credits of one customer. */
export function askProxy(options: Partial<CreditsProxyOptions<Request>> = {}, customerId = "cus_test"): Promise<Response> {
  return createCreditsHandler(proxyOptions(options))(new Request(creditsUrl(customerId)));
}

const problem = v.object({ status: v.number(), code: v.string() });

/** The status and the code of a problem; both must agree with the response. */
export async function problemOf(response: Response): Promise<string> {
  const { status, code } = v.parse(problem, await response.json());
  if (status !== response.status) throw new Error(`The body says ${status}, the response ${response.status}.`);
  return `${status} ${code}`;
}

/** The rows of a successful answer. */
export async function rowsOf(response: Response) {
  return v.parse(creditsAnswer, await response.json()).data;
}

/** The ids of the products in a successful answer. */
export async function productsOf(response: Response): Promise<string[]> {
  return (await rowsOf(response)).map((row) => row.product_id);
}
