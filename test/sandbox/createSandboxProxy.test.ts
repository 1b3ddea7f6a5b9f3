import { describe, expect, it } from "vitest";
import { createSandboxProxy } from "../../src/createSandboxProxy.ts";
import { createClock } from "../../src/sandbox/createClock.ts";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { testTime } from "../support/credits.ts";
import { creditsUrl, problemOf, rowsOf } from "../support/proxy.ts";
import { wordOf } from "../support/proxyInTime.ts";

const customers = [{ id: "cus_acme", credits: [{ name: "API calls", current_balance: 5 }] }];
const read = () => new Request(creditsUrl("cus_acme"));

describe("a proxy over a sandbox", () => {
  it("needs no option: everybody may read the cast", async () => {
    expect(await rowsOf(await createSandboxProxy()(new Request(creditsUrl(documentedCustomerId))))).toHaveLength(1);
  });

  it("hands out its sandbox, to assert on and to change", async () => {
    const clock = createClock(testTime);
    const proxy = createSandboxProxy({ customers, now: clock.now });
    expect(await wordOf(await proxy(read()))).toBe("fresh 5");
    proxy.sandbox.move("cus_acme", "itm_acme001", -5);
    clock.advance(20_000);

    expect(await wordOf(await proxy(read()))).toBe("fresh 0");
    expect(proxy.sandbox.requests).toMatchObject([
      { customerId: "cus_acme", at: testTime, status: 200 },
      { customerId: "cus_acme", at: testTime + 20_000, status: 200 },
    ]);
  });

  it("holds rows as long as they are fresh, whatever the platform's clock says", async () => {
    const proxy = createSandboxProxy({ customers, now: createClock(testTime).now, faults: [null, "server_error"] });

    expect([await wordOf(await proxy(read())), await wordOf(await proxy(read()))]).toStrictEqual(["fresh 5", "fresh 5"]);
    expect(proxy.sandbox.requests).toHaveLength(1);
  });

  it("says what time it is, as every server does", async () => {
    const clock = createClock(testTime);
    const proxy = createSandboxProxy({ customers, now: clock.now });
    await proxy(read());
    clock.advance(5_000);

    expect((await proxy(read())).headers.get("Date")).toBe("Thu, 01 Jan 2026 10:00:05 GMT");
  });

  it.each([
    { visitor: "nobody", authorize: () => null, problem: "401 unauthenticated" },
    { visitor: "somebody else", authorize: () => false, problem: "403 forbidden" },
  ])("refuses $visitor where it is told to, and asks the sandbox nothing", async ({ authorize, problem }) => {
    const proxy = createSandboxProxy({ customers, authorize });

    expect(await problemOf(await proxy(read()))).toBe(problem);
    expect(proxy.sandbox.requests).toStrictEqual([]);
  });

  it("takes the proxy's options", async () => {
    const proxy = createSandboxProxy({ customers, faults: "timeout", timeout: 30, diagnostics: true });
    const response = await proxy(read());

    expect(response.headers.get("Server-Timing")).not.toBeNull();
    expect(await problemOf(response)).toBe("504 upstream_timeout");
  });

  it("has a key of its own choice, and both sides know it", async () => {
    expect(await wordOf(await createSandboxProxy({ customers, apiKey: "prod_mine" })(read()))).toBe("fresh 5");
  });
});
