import { describe, expect, it } from "vitest";
import { monotonicNow } from "../../src/client/monotonicNow.ts";
import { anAnswer, reading } from "../support/proxyAnswer.ts";

async function offsetsWith(headers: Record<string, string>, fetched_at: string) {
  const before = monotonicNow();
  const { clockOffset } = await reading(anAnswer({ meta: { fetched_at } }), { headers });
  return { clockOffset, before, after: monotonicNow() };
}

describe("clockOffset", () => {
  it.each([
    {
      label: "the Date header",
      headers: { Date: "Thu, 01 Jan 2026 12:00:00 GMT" },
      fetchedAt: "2026-01-01T11:59:50.000Z",
      serverTime: "2026-01-01T12:00:00.000Z",
    },
    {
      label: "the time of the rows, where that is later",
      headers: { Date: "Thu, 01 Jan 2026 12:00:00 GMT" },
      fetchedAt: "2026-01-01T12:00:00.700Z",
      serverTime: "2026-01-01T12:00:00.700Z",
    },
    {
      label: "the time of the rows, where no date can be read",
      headers: {},
      fetchedAt: "2026-01-01T12:00:00.000Z",
      serverTime: "2026-01-01T12:00:00.000Z",
    },
    {
      label: "the time of the rows, where the date makes no sense",
      headers: { Date: "today" },
      fetchedAt: "2026-01-01T12:00:00.000Z",
      serverTime: "2026-01-01T12:00:00.000Z",
    },
  ])("takes the server's clock from $label", async ({ headers, fetchedAt, serverTime }) => {
    const { clockOffset, before, after } = await offsetsWith(headers, fetchedAt);

    expect(Date.parse(serverTime) - clockOffset).toBeGreaterThanOrEqual(before);
    expect(Date.parse(serverTime) - clockOffset).toBeLessThanOrEqual(after);
  });
});
