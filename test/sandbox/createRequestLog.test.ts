import { describe, expect, it } from "vitest";
import { createClock } from "../../src/sandbox/createClock.ts";
import { aSandbox, credits } from "../support/askSandbox.ts";
import { testTime } from "../support/credits.ts";

describe("the requests of a sandbox", () => {
  it("stand one after the other, with what was asked, when, and what was answered", async () => {
    const clock = createClock(testTime);
    const { fetch, send, post } = aSandbox({ now: clock.now, faults: ["server_error"] });
    await send(`${credits}?take=100`);
    clock.advance(1_500);
    await post(`${credits}/itm_apicalls/usage`, { usage_retained: 1 });

    expect(fetch.requests).toStrictEqual([
      { method: "GET", path: credits, customerId: "cus_test", at: testTime, fault: "server_error", status: 500 },
      {
        method: "POST",
        path: `${credits}/itm_apicalls/usage`,
        customerId: "cus_test",
        at: testTime + 1_500,
        fault: null,
        status: 201,
      },
    ]);
  });

  it.each([
    { path: "/v1/customers/cus_nobody/credits", customerId: "cus_nobody", status: 404 },
    { path: "/v1/customers/cus%20space/credits", customerId: "cus space", status: 404 },
    { path: "/v1/customers/%zz/credits", customerId: null, status: 400 },
    { path: "/v1/invoices", customerId: null, status: 404 },
  ])("name of $path the customer $customerId, whoever that is", async ({ path, customerId, status }) => {
    const { fetch, send } = aSandbox();
    await send(path);

    expect(fetch.requests).toMatchObject([{ path, customerId, status }]);
  });

  it("hold no key, neither the right nor a wrong one", async () => {
    const { fetch, send } = aSandbox({ apiKey: "prod_secret" });
    await send(credits);
    await send(credits, { headers: { Authorization: "Bearer prod_wrong" } });

    expect(fetch.requests).toMatchObject([{ status: 200 }, { status: 401 }]);
    expect(JSON.stringify(fetch.requests)).not.toMatch(/prod_/);
  });

  it("hold nothing of what was aborted before it was sent", async () => {
    const { fetch, send } = aSandbox();
    await send(credits, { signal: AbortSignal.abort() }).catch(() => undefined);

    expect(fetch.requests).toStrictEqual([]);
  });

  it("are the last thousand, however long it runs", async () => {
    const { fetch, send } = aSandbox();
    for (let call = 0; call < 1_003; call += 1) await send(`/${call}`);

    expect(fetch.requests).toHaveLength(1_000);
    expect(fetch.requests[0]).toMatchObject({ path: "/3" });
    expect(fetch.requests.at(-1)).toMatchObject({ path: "/1002" });
  });
});
