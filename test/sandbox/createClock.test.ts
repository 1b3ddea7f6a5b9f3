import { describe, expect, it } from "vitest";
import { createClock } from "../../src/sandbox/createClock.ts";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";
import { aSandbox, credits } from "../support/askSandbox.ts";
import { testTime } from "../support/credits.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";

describe("a clock", () => {
  it.each([
    { label: "text", start: "2026-01-01T10:00:00Z" },
    { label: "text in another zone", start: "2026-01-01T12:00:00+02:00" },
    { label: "a date", start: new Date(testTime) },
    { label: "milliseconds", start: testTime },
  ])("starts at a time that is given as $label, and stands still", ({ start }) => {
    const { now } = createClock(start);

    expect([now(), now()]).toStrictEqual([testTime, testTime]);
  });

  it("starts in the present unless it is told otherwise", () => {
    const before = Date.now();
    const time = createClock().now();

    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
  });

  it("goes on and back as far as it is moved", () => {
    const { now, advance, set } = createClock(testTime);
    advance(90_000);
    advance(-30_000);
    expect(now()).toBe(testTime + 60_000);

    set("2025-12-31T00:00:00Z");
    expect(new Date(now()).toISOString()).toBe("2025-12-31T00:00:00.000Z");
  });

  it.each(["tomorrow", "", Number.NaN, Number.POSITIVE_INFINITY, new Date("no date"), undefined, {}])(
    "is not moved to %j, and stays where it is",
    (time) => {
      const { now, set, advance } = createClock(testTime);

      expect(() => set(fromJavaScript(time))).toThrow(/^The clock cannot be moved to .*, which is no time\./);
      expect(() => advance(Number.NaN)).toThrow(TypeError);
      expect(now()).toBe(testTime);
    },
  );

  it("moves a sandbox's time: what is used up is refreshed then, and the limit of reads begins anew", async () => {
    const clock = createClock(testTime);
    const { fetch, read, send } = aSandbox({ now: clock.now });
    for (let call = 0; call < 201; call += 1) await send(credits);
    clock.advance(120_000);
    fetch.move("cus_test", "itm_apicalls", -1);

    expect(await read(credits)).toMatchObject({ data: [{ last_refreshed_at: "2026-01-01T10:02:00.000Z" }] });
  });

  it("itself in place of its now is refused, with what to write", () => {
    expect(() => createSandbox({ now: fromJavaScript(createClock()) })).toThrow(/`now: clock\.now`/);
  });
});
