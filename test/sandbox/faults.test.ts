import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";
import { sandboxFaults } from "../../src/sandbox/fault.ts";
import type { SandboxFault } from "../../src/sandbox/fault.ts";
import { aSandbox, credits } from "../support/askSandbox.ts";
import { aCredit, aCustomer } from "../support/credits.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";

const product = `${credits}/itm_apicalls`;
const good = { meta: { total: 1, taken: 1, skipped: 0 }, data: [aCredit()] };

/** What a sandbox with this fault answers to a read. */
async function answerOf(faults: SandboxFault, path = credits) {
  const response = await aSandbox({ faults }).send(path);
  return { status: response.status, type: response.headers.get("Content-Type"), text: await response.text() };
}

describe("a refusal", () => {
  it.each([
    { fault: "rate_limited", statusCode: 429, type: "too_many_requests", message: "Too many requests" },
    { fault: "server_error", statusCode: 500, type: "internal_server_error", message: "Internal server error" },
    { fault: "bad_key", statusCode: 401, type: "unauthorized", message: "Invalid authentication token" },
  ] as const)("by $fault is $statusCode in Hyperline's shape", async ({ fault, ...body }) => {
    const { status, text } = await answerOf(fault);

    expect(status).toBe(body.statusCode);
    expect(JSON.parse(text)).toStrictEqual({ ...body, errors: [] });
  });

  it("by rate_limited says when to come again, and that nothing is left until then", async () => {
    const { headers } = await aSandbox({ faults: "rate_limited" }).send(credits);

    expect(headers.get("Retry-After")).toBe("10");
    expect(headers.get("X-RateLimit-Remaining")).toBe("0");
    expect(headers.get("X-RateLimit-Reset")).toBe("2026-01-01T10:00:10.000Z");
  });

  it("by rate_limited spends no more than the one read", async () => {
    const { send } = aSandbox({ faults: ["rate_limited"] });
    await send(credits);

    expect((await send(credits)).headers.get("X-RateLimit-Remaining")).toBe("198");
  });
});

describe("a body", () => {
  it("that is truncated is the start of the good one, and no JSON", async () => {
    const { status, type, text } = await answerOf("truncated");
    const whole = await (await aSandbox().send(credits)).text();

    expect({ status, type }).toStrictEqual({ status: 200, type: "application/json" });
    expect(text).not.toBe("");
    expect(whole.startsWith(text)).toBe(true);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it("of a wrong shape is JSON without the documented fields", async () => {
    const { status, text } = await answerOf("wrong_shape");

    expect(status).toBe(200);
    expect(JSON.parse(text)).toStrictEqual({ result: good });
  });

  it("with a foreign row has it after its own, and counts it", async () => {
    expect(JSON.parse((await answerOf("foreign_row")).text)).toStrictEqual({
      meta: { total: 2, taken: 2, skipped: 0 },
      data: [aCredit(), expect.objectContaining({ customer_id: "cus_foreign", product_id: "itm_foreign" })],
    });
  });

  it("with a foreign row has one also where the customer has none", async () => {
    const { read } = aSandbox({ customers: [aCustomer({ credits: [] })], faults: "foreign_row" });

    expect(await read(credits)).toMatchObject({ meta: { total: 1 }, data: [{ customer_id: "cus_foreign" }] });
  });

  it("with a null balance has it in its first row", async () => {
    const rows = [aCredit({ name: '"current_balance":7,' }), aCredit({ product_id: "itm_2" })];
    const { read } = aSandbox({ customers: [aCustomer({ credits: rows })], faults: "null_balance" });

    expect(await read(credits)).toMatchObject({ data: [{ ...rows[0], current_balance: null }, rows[1]] });
  });

  it.each([
    { fault: "foreign_row", row: { ...aCredit(), customer_id: "cus_foreign", product_id: "itm_foreign" } },
    { fault: "null_balance", row: { ...aCredit(), current_balance: null } },
    { fault: "wrong_shape", row: { result: aCredit() } },
  ] as const)("of one credit is spoiled by $fault, too", async ({ fault, row }) => {
    expect(JSON.parse((await answerOf(fault, product)).text)).toStrictEqual(row);
  });
});

describe("a wait", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function begin(faults: SandboxFault) {
    const stop = new AbortController();
    const settled = vi.fn<(outcome: unknown) => void>();
    const { fetch, send } = aSandbox({ faults });
    const answer = send(credits, { headers: { Authorization: "Bearer test_sandbox" }, signal: stop.signal });
    answer.then(settled, settled);
    return { stop, settled, answer, requests: fetch.requests };
  }

  it("by slow is one of three seconds, before a good answer", async () => {
    const { settled, answer } = begin("slow");
    await vi.advanceTimersByTimeAsync(2_999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledOnce();

    expect(await (await answer).json()).toStrictEqual(good);
  });

  it("by timeout has no end", async () => {
    const { settled, requests } = begin("timeout");
    await vi.advanceTimersByTimeAsync(86_400_000);

    expect(settled).not.toHaveBeenCalled();
    expect(requests).toMatchObject([{ fault: "timeout", status: null }]);
  });

  it.each(["slow", "timeout"] as const)("by %s ends when the signal is aborted, as that of fetch does", async (fault) => {
    const { stop, answer, requests } = begin(fault);
    stop.abort();

    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
    expect(vi.getTimerCount()).toBe(0);
    expect(requests).toMatchObject([{ fault, status: null }]);
  });
});

describe("faults", () => {
  async function statusesOf(send: (path: string) => Promise<Response>, times: number) {
    const statuses: number[] = [];
    for (let call = 0; call < times; call += 1) statuses.push((await send(credits)).status);
    return statuses;
  }

  it("by name befall every read", async () => {
    expect(await statusesOf(aSandbox({ faults: "server_error" }).send, 3)).toStrictEqual([500, 500, 500]);
  });

  it("in a list befall one read after the other, until it is at its end", async () => {
    const { send } = aSandbox({ faults: ["server_error", null, "bad_key"] });

    expect(await statusesOf(send, 5)).toStrictEqual([500, 200, 401, 200, 200]);
  });

  it("in a list are read once: a later change of it changes nothing, and another sandbox begins anew", async () => {
    const faults: SandboxFault[] = ["server_error"];
    const [one, two] = [aSandbox({ faults }), aSandbox({ faults })];
    faults.push("bad_key");

    expect(await statusesOf(one.send, 2)).toStrictEqual([500, 200]);
    expect(await statusesOf(two.send, 2)).toStrictEqual([500, 200]);
  });

  it("of a function depend on the request", async () => {
    const customers = [aCustomer(), aCustomer({ id: "cus_other" })];
    const { send } = aSandbox({
      customers,
      faults: ({ customerId }) => (customerId === "cus_test" ? "server_error" : undefined),
    });

    expect((await send(credits)).status).toBe(500);
    expect((await send("/v1/customers/cus_other/credits")).status).toBe(200);
  });

  it("befall no write, and a list waits for reads", async () => {
    const { post, send } = aSandbox({ faults: ["server_error"] });

    expect((await post(`${product}/usage`, { usage_retained: 1 })).status).toBe(201);
    expect((await send(credits)).status).toBe(500);
  });

  it("do not hide a wrong key or an unknown customer", async () => {
    const { send } = aSandbox({ faults: "null_balance" });

    expect((await send(credits, { headers: {} })).status).toBe(401);
    expect((await send("/v1/customers/cus_nobody/credits")).status).toBe(404);
  });

  it.each([
    { label: "a name that is none", faults: "server_eror" },
    { label: "a name that every object knows", faults: "toString" },
    { label: "a list with such a name", faults: [null, "server_eror"] },
    { label: "a list with a hole", faults: [undefined] },
    { label: "a status", faults: 500 },
    { label: "an object", faults: { read: "slow" } },
    { label: "null", faults: null },
  ])("that are $label are refused at once", ({ faults }) => {
    expect(() => createSandbox({ faults: fromJavaScript(faults) })).toThrow(/^faults .+ so nothing would fail\. /);
  });

  it("with a misspelt name are answered with all names", () => {
    expect(() => createSandbox({ faults: fromJavaScript("sloow") })).toThrow(
      new TypeError(
        'faults names "sloow", which the sandbox does not know, so nothing would fail. ' +
          `Use one of ${sandboxFaults.join(", ")}, or null where all goes well.`,
      ),
    );
  });

  it("of a function that gives a misspelt name fail the read loudly", async () => {
    const { send } = aSandbox({ faults: () => fromJavaScript("sloow") });

    await expect(send(credits)).rejects.toThrow('faults names "sloow"');
  });
});
