import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { failuresWith } from "../support/failures.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { askProxy, proxyOptions } from "../support/proxy.ts";
import { aList, answering } from "../support/upstream.ts";

const canary = `prod_${randomUUID()}`;

/** What is written to the console from now on, until the test is over. */
function consoleLines() {
  const methods = ["debug", "error", "info", "log", "trace", "warn"] as const;
  const spies = methods.map((method) => vi.spyOn(console, method));
  onTestFinished(() => void vi.restoreAllMocks());
  return () => spies.flatMap((spy) => spy.mock.calls);
}

async function everythingSaidBy(response: Response): Promise<string> {
  return inspect([response.status, response.statusText, response.url, Array.from(response.headers), await response.text()], {
    depth: null,
  });
}

function thrownBy(create: () => unknown): string {
  try {
    create();
  } catch (error) {
    return inspect(error, { depth: null, showHidden: true });
  }
  throw new Error("Nothing was thrown.");
}

describe("the key", () => {
  it.each(failuresWith(canary))(
    "is in no part of $problem ($label), and the console stays empty",
    async ({ options, request }) => {
      const lines = consoleLines();
      const response = await createCreditsHandler(proxyOptions(options))(request);

      expect(await everythingSaidBy(response)).not.toContain(canary);
      expect(lines()).toStrictEqual([]);
    },
  );

  it("is in no part of a successful answer, and the console stays empty", async () => {
    const lines = consoleLines();
    const fetch = answering(aList(undefined, { key: canary }), { headers: { "X-Echo": canary } });

    expect(await everythingSaidBy(await askProxy({ apiKey: canary, fetch }))).not.toContain(canary);
    expect(lines()).toStrictEqual([]);
  });

  it.each([
    { label: "the key has a line break", changes: { apiKey: `${canary}\n` } },
    { label: "the key stands in a list", changes: { apiKey: [canary] } },
    { label: "authorize is missing", changes: { authorize: undefined } },
    { label: "the timeout is wrong", changes: { timeout: -1 } },
    { label: "fetch is wrong", changes: { fetch: canary } },
    { label: "the clock is wrong", changes: { now: canary } },
    { label: "the key stands where the base URL belongs", changes: { baseUrl: canary } },
    { label: "the key is the base URL's user", changes: { baseUrl: `http://${canary}@x.example` } },
    { label: "the key is the base URL's password", changes: { baseUrl: `https://a:${canary}@x.example` } },
    { label: "the key is the base URL's query", changes: { baseUrl: `https://x.example?key=${canary}` } },
    { label: "the key is the base URL's path", changes: { baseUrl: `http://x.example/${canary}` } },
  ])("is in no part of what is thrown when $label", ({ changes }) => {
    const create = () => createCreditsHandler(fromJavaScript({ ...proxyOptions({ apiKey: canary }), ...changes }));

    expect(thrownBy(create)).not.toContain(canary);
  });
});
