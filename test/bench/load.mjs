import autocannon from "autocannon";

/**
 * Sends so many requests over 64 connections, the next on each as soon as it was answered.
 *
 * @param pathOf the path of the next request; a path alone is sent by less work, and loads a fast server more
 * @returns requests a second
 * @throws when one was not answered with 200
 */
export async function load(origin, amount, pathOf) {
  const isOne = typeof pathOf === "string";
  const requests = isOne ? [{ path: pathOf }] : [{ setupRequest: (request) => ({ ...request, path: pathOf() }) }];
  const started = performance.now();
  // It looks every 10 milliseconds whether all are answered.
  const result = await autocannon({ url: origin, connections: 64, amount, sampleInt: 10, requests });
  const took = performance.now() - started;
  if (result["2xx"] !== amount) throw new Error(`${origin}: ${result["2xx"]} of ${amount} were answered with 200.`);
  return amount / (took / 1_000);
}
