import { EventEmitter, once } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createSandboxProxy } from "../../src/createSandboxProxy.ts";
import type { SandboxProxyOptions } from "../../src/createSandboxProxy.ts";
import type { CreditsEvent } from "../../src/proxy/events.ts";
import { createClock } from "../../src/sandbox/createClock.ts";
import { sandboxFaults } from "../../src/sandbox/fault.ts";
import { aCustomer, testTime } from "../support/credits.ts";
import { faultOutcomes } from "../support/faultOutcomes.ts";
import { creditsUrl, rowsOf } from "../support/proxy.ts";
import { wordOf } from "../support/proxyInTime.ts";

/** The real proxy over a sandbox that fails as told, with a clock that is moved by hand. */
function setUp(options: SandboxProxyOptions) {
  const clock = createClock(testTime);
  const events = new EventEmitter();
  const onEvent = ({ type }: CreditsEvent) => events.emit(type);
  const proxy = createSandboxProxy({ customers: [aCustomer()], now: clock.now, timeout: 30, onEvent, ...options });
  return {
    clock,
    ask: () => proxy(new Request(creditsUrl())),
    /** When the proxy's own call is over, which may be a little after its answer. */
    over: () => once(events, "upstream_called"),
  };
}

const failing = sandboxFaults.filter((fault) => faultOutcomes[fault] !== "rows");

describe.each(failing)("%s", (fault) => {
  it("is a problem for whoever comes first", async () => {
    expect(await wordOf(await setUp({ faults: fault }).ask())).toBe(faultOutcomes[fault]);
  });

  it("leaves whoever has seen a number the last good rows, marked as stale", async () => {
    const { clock, ask } = setUp({ faults: [null, fault] });
    expect(await wordOf(await ask())).toBe("fresh 1250");
    clock.advance(20_000);

    expect(await wordOf(await ask())).toBe("stale 1250");
  });

  it("is over when the proxy asks again", async () => {
    const { clock, ask, over } = setUp({ faults: [fault] });
    await Promise.all([over(), ask()]);
    clock.advance(10_000);

    expect(await wordOf(await ask())).toBe("fresh 1250");
  });
});

describe("rows all the same", () => {
  afterEach(() => vi.useRealTimers());

  it("come by null_balance with an unknown balance", async () => {
    expect(await rowsOf(await setUp({ faults: "null_balance" }).ask())).toMatchObject([{ current_balance: null }]);
  });

  it("come by slow after three seconds", async () => {
    vi.useFakeTimers();
    const answer = setUp({ faults: "slow", timeout: 8_000 }).ask();
    await vi.advanceTimersByTimeAsync(3_000);

    expect(await wordOf(await answer)).toBe("fresh 1250");
  });

  it("do not come by slow in time for a proxy that waits two seconds", async () => {
    vi.useFakeTimers();
    const answer = setUp({ faults: "slow", timeout: 2_000 }).ask();
    await vi.advanceTimersByTimeAsync(2_000);

    expect(await wordOf(await answer)).toBe("504 upstream_timeout");
  });

  it("come by every other fault never", () => {
    expect(sandboxFaults.filter((fault) => !failing.includes(fault))).toStrictEqual(["slow", "null_balance"]);
  });
});

it("rate_limited passes on how long to wait", async () => {
  const response = await setUp({ faults: "rate_limited" }).ask();

  expect(response.headers.get("Retry-After")).toBe("10");
});
