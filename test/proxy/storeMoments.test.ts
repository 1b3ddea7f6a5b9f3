import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { observedSandbox, testTime } from "../support/credits.ts";
import { creditsUrl, proxyOptions } from "../support/proxy.ts";
import { wordOf } from "../support/proxyInTime.ts";

/** A store whose reads of rows wait for the test, and a proxy over it whose second visitor is let in when the test says so. */
async function twoVisitorsAtTheStore() {
  const values = new Map<string, string>();
  const held: (() => void)[] = [];
  let isHeld = false;
  const store = {
    get: (key: string) => {
      const value = values.get(key);
      return isHeld && !key.endsWith(":reader") ? new Promise((resolve) => held.push(() => resolve(value))) : value;
    },
    set: (key: string, value: string) => values.set(key, value),
    delete: (key: string) => values.delete(key),
  };
  let time = testTime;
  let letIn: () => void = () => undefined;
  const authorize = ({ headers }: Request) =>
    !headers.has("X-Second") || new Promise<boolean>((resolve) => (letIn = () => resolve(true)));
  const { fetch, requests } = observedSandbox();
  const handler = createCreditsHandler(proxyOptions<Request>({ fetch, store, authorize, now: () => time }));
  await handler(new Request(creditsUrl()));
  while (![...values.keys()].some((key) => !key.endsWith(":reader"))) await setImmediate();

  time += 20_000;
  isHeld = true;
  const first = handler(new Request(creditsUrl()));
  while (held.length === 0) await setImmediate();
  const second = handler(new Request(creditsUrl(), { headers: { "X-Second": "1" } }));
  return { held, letIn: () => letIn(), answers: [first, second], requests, time };
}

it("rows that are too old are never fresh, whenever another visitor comes while one looks into the store", async () => {
  for (let moment = 0; moment < 25; moment += 1) {
    const { held, letIn, answers, requests, time } = await twoVisitorsAtTheStore();
    for (const answer of held.splice(0)) answer();
    for (let tick = 0; tick < moment; tick += 1) await Promise.resolve();
    letIn();
    const both = Promise.all(answers);
    const state = { isDone: false };
    void both.then(() => (state.isDone = true));
    while (!state.isDone) {
      for (const answer of held.splice(0)) answer();
      await setImmediate();
    }

    for (const response of await both) {
      expect(await response.clone().text()).toContain(`"fetched_at":"${new Date(time).toISOString()}"`);
      expect(await wordOf(response)).toBe("fresh 1250");
    }
    expect(requests).toHaveLength(2);
  }
});
