import { describe, expect, it } from "vitest";
import type { CreditsSnapshot } from "../../src/client/fetchCredits.ts";
import { keepNewest } from "../../src/client/keepNewest.ts";
import { monotonicNow } from "../../src/client/monotonicNow.ts";
import { anAnswer, reading } from "../support/proxyAnswer.ts";
import { aCredit, testTime } from "../support/credits.ts";

/** What the proxy answered with rows of so many seconds after ten o'clock, at one minute past ten by its own clock. */
async function anAnswerOf(seconds: number, balance: number, stale = false): Promise<CreditsSnapshot> {
  const body = anAnswer({
    meta: { fetched_at: new Date(testTime + seconds * 1_000).toISOString(), stale },
    data: [aCredit({ current_balance: balance })],
  });
  const snapshot = await reading(body);
  return { ...snapshot, clockOffset: testTime + 60_000 - monotonicNow() };
}

const told = ({ credits, fetchedAt, stale }: CreditsSnapshot) => ({
  left: credits.map(({ balance }) => balance),
  seconds: (Date.parse(fetchedAt) - testTime) / 1_000,
  stale,
});

describe("keepNewest", () => {
  it("takes the first answer as it is", async () => {
    const first = await anAnswerOf(0, 100);
    expect(keepNewest(undefined, first)).toBe(first);
  });

  it.each([
    { label: "newer", seconds: 5 },
    { label: "of the same age", seconds: 0 },
  ])("takes rows that are $label", async ({ seconds }) => {
    const next = await anAnswerOf(seconds, 90);
    expect(keepNewest(await anAnswerOf(0, 100), next)).toBe(next);
  });

  it("keeps rows that are newer than the next, with the time that they are from", async () => {
    const kept = keepNewest(await anAnswerOf(5, 90), await anAnswerOf(0, 100));
    expect(told(kept)).toEqual({ left: [90], seconds: 5, stale: false });
  });

  it.each([
    { held: false, next: true },
    { held: true, next: false },
  ])("is as stale as the later answer: $held, then $next", async ({ held, next }) => {
    const kept = keepNewest(await anAnswerOf(5, 90, held), await anAnswerOf(0, 100, next));
    expect(told(kept)).toEqual({ left: [90], seconds: 5, stale: next });
  });

  it("takes the server's clock from the later answer", async () => {
    const [held, next] = [await anAnswerOf(5, 90), await anAnswerOf(0, 100)];
    const { clockOffset } = keepNewest({ ...held, clockOffset: 7 }, next);
    expect(clockOffset).toBe(next.clockOffset);
  });

  it("keeps rows of the second that the server's clock is known to", async () => {
    const [held, next] = [await anAnswerOf(60.9, 90), await anAnswerOf(50, 100)];
    expect(told(keepNewest(held, next)).left).toEqual([90]);
  });

  it("gives up rows that a wrong clock has dated in the server's future", async () => {
    const next = await anAnswerOf(0, 100);
    expect(keepNewest(await anAnswerOf(3_600, 90), next)).toBe(next);
  });

  it("never mixes customers", async () => {
    const next = { ...(await anAnswerOf(0, 100)), customerId: "cus_other" };
    expect(keepNewest(await anAnswerOf(5, 90), next)).toBe(next);
  });

  it("changes neither of the two", async () => {
    const [held, next] = [await anAnswerOf(5, 90), await anAnswerOf(0, 100)];
    const before = structuredClone([held, next]);
    keepNewest(held, next);
    expect([held, next]).toEqual(before);
  });
});
