import { describe, expect, it } from "vitest";
import { aSandbox, credits } from "../support/askSandbox.ts";
import { aCredit, aCustomer, testTime } from "../support/credits.ts";

const path = `${credits}/itm_apicalls`;

describe("one credit", () => {
  it("is its row, not wrapped", async () => {
    expect(await aSandbox().read(path)).toStrictEqual(aCredit());
  });
});

it("a move that leaves the range of numbers is refused and changes nothing", async () => {
  const { post, read } = aSandbox({ customers: [aCustomer({ credits: [aCredit({ current_balance: 1e308 })] })] });

  expect((await post(`${path}/topup`, { credit_count: 1e308 })).status).toBe(400);
  expect(await read(path)).toMatchObject({ current_balance: 1e308 });
});

describe("usage", () => {
  it("answers with its transaction", async () => {
    const response = await aSandbox().post(`${path}/usage`, { usage_retained: 250.5 });

    expect(response.status).toBe(201);
    expect(await response.json()).toStrictEqual({
      id: "cdt_00000000000001",
      type: "usage",
      credit_count: 250.5,
      balance_after: 999.5,
      expires_at: null,
      created_at: "2026-01-01T10:00:00.000Z",
    });
  });

  it("lowers the balance and refreshes it, and changes nothing else", async () => {
    const { post, read } = aSandbox();
    await post(`${path}/usage`, { usage_retained: 250 });

    expect(await read(path)).toStrictEqual(aCredit({ current_balance: 1_000, last_refreshed_at: "2026-01-01T10:00:00.000Z" }));
  });

  it("can take a balance below zero", async () => {
    const { post, read } = aSandbox();
    await post(`${path}/usage`, { usage_retained: 2_000 });

    expect(await read(path)).toMatchObject({ current_balance: -750 });
  });

  it("is seen in the list", async () => {
    const { post, read } = aSandbox();
    await post(`${path}/usage`, { usage_retained: 1 });

    expect(await read(credits)).toMatchObject({ data: [{ current_balance: 1_249 }] });
  });

  it("moves its own product only", async () => {
    const customers = [
      aCustomer({ credits: [aCredit(), aCredit({ product_id: "itm_2" })] }),
      aCustomer({ id: "cus_other", credits: [aCredit()] }),
    ];
    const { post, read } = aSandbox({ customers });
    await post(`${path}/usage`, { usage_retained: 1_250 });

    expect(await read(`${credits}/itm_2`)).toMatchObject({ current_balance: 1_250 });
    expect(await read("/v1/customers/cus_other/credits/itm_apicalls")).toMatchObject({ current_balance: 1_250 });
  });
});

describe("a top-up", () => {
  it("answers with its transaction, numbered after the one before", async () => {
    const { post } = aSandbox();
    await post(`${path}/usage`, { usage_retained: 1 });

    expect(await (await post(`${path}/topup`, { credit_count: 500 })).json()).toStrictEqual({
      id: "cdt_00000000000002",
      type: "topup",
      credit_count: 500,
      balance_after: 1_749,
      expires_at: null,
      created_at: "2026-01-01T10:00:00.000Z",
    });
  });

  it("raises the balance and refreshes it as of now", async () => {
    const clock = { time: testTime };
    const { post, read } = aSandbox({ now: () => clock.time });
    clock.time += 90_000;
    await post(`${path}/topup`, { credit_count: 750 });

    expect(await read(path)).toStrictEqual(aCredit({ current_balance: 2_000, last_refreshed_at: "2026-01-01T10:01:30.000Z" }));
  });
});

describe.each([
  { action: "usage", field: "usage_retained" },
  { action: "topup", field: "credit_count" },
])("a bad $action", ({ action, field }) => {
  it.each([
    { label: "nothing", body: "" },
    { label: "no JSON", body: "{" },
    { label: "null", body: null },
    { label: "an empty object", body: {} },
    { label: "another field", body: { amount: 1 } },
    { label: "zero", body: { [field]: 0 } },
    { label: "a negative count", body: { [field]: -5 } },
    { label: "text", body: { [field]: "5" } },
    { label: "too much for a number", body: `{"${field}":1e999}` },
  ])("of $label is refused in Hyperline's words and moves nothing", async ({ body }) => {
    const { post, read } = aSandbox();
    const response = await post(`${path}/${action}`, body);

    expect(response.status).toBe(400);
    expect(await response.json()).toStrictEqual({
      statusCode: 400,
      type: "bad_request",
      message: `${field} must be a number greater than 0`,
      errors: [],
    });
    expect(await read(path)).toStrictEqual(aCredit());
  });

  it.each(["/v1/customers/cus_nobody/credits/itm_apicalls", `${credits}/itm_nothing`])("at %s is not found", async (unknown) => {
    expect((await aSandbox().post(`${unknown}/${action}`, { [field]: 1 })).status).toBe(404);
  });
});

describe("the memory of a sandbox", () => {
  it("is its own", async () => {
    const customers = [aCustomer()];
    const [one, two] = [aSandbox({ customers }), aSandbox({ customers })];
    await one.post(`${path}/usage`, { usage_retained: 1_250 });

    expect(await two.read(path)).toStrictEqual(aCredit());
  });

  it("is a copy: the customers that were passed are not changed", async () => {
    const customers = [aCustomer()];
    await aSandbox({ customers }).post(`${path}/usage`, { usage_retained: 1_250 });

    expect(customers).toStrictEqual([aCustomer()]);
  });

  it("takes customers that are frozen", async () => {
    const customers = Object.freeze([Object.freeze({ ...aCustomer(), credits: Object.freeze([Object.freeze(aCredit())]) })]);

    expect((await aSandbox({ customers }).post(`${path}/usage`, { usage_retained: 1 })).status).toBe(201);
  });

  it("does not follow later changes to what was passed", async () => {
    const credit = aCredit();
    const { read } = aSandbox({ customers: [{ id: "cus_test", name: "Test", credits: [credit] }] });
    credit.current_balance = 0;

    expect(await read(path)).toStrictEqual(aCredit());
  });
});
