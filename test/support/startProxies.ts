import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { onTestFinished } from "vitest";

const program = fileURLToPath(new URL("./proxyProcess.mjs", import.meta.url));
const ready = v.object({ port: v.number() });
const failed = v.object({ storeFailed: v.string() });

/** So many processes that run the proxy, with the same Redis and the same upstream. They end with the test. */
export async function startProxies(count: number, addresses: { redisUrl: string; baseUrl: string }) {
  /** When one of them could not use the store, or could not count there, in the test's time. */
  const storeFailures: { operation: string; time: number }[] = [];
  const tell = (operation: string) => void storeFailures.push({ operation, time: performance.now() });
  const origins = await Promise.all(Array.from({ length: count }, () => startProxy(addresses, tell)));
  return { origins, storeFailures };
}

/** @returns the origin that it answers at */
async function startProxy(
  addresses: { redisUrl: string; baseUrl: string },
  tellOfStore: (operation: string) => void,
): Promise<string> {
  const child = fork(program, [JSON.stringify(addresses)], { execArgv: [] });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.on("message", (message) => {
      if (v.is(ready, message)) resolve(message.port);
      else if (v.is(failed, message)) tellOfStore(message.storeFailed);
    });
    void ended.then((code) => reject(new Error(`The proxy's process ended with ${code}.`)));
  });
  return `http://127.0.0.1:${port}`;
}
