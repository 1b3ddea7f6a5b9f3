import { describe, expect, it } from "vitest";
import { aSandbox, credits } from "../support/askSandbox.ts";
import { testTime } from "../support/credits.ts";

function aSandboxInTime() {
  const clock = { time: testTime };
  return { clock, ...aSandbox({ now: () => clock.time }) };
}

function rateHeadersOf({ headers }: Response) {
  return ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After"].map((name) => headers.get(name));
}

async function read(send: (path: string) => Promise<Response>, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let call = 0; call < times; call += 1) statuses.push((await send(credits)).status);
  return statuses;
}

describe("the rate limit", () => {
  it("is told with every answer", async () => {
    const { send } = aSandboxInTime();

    expect(rateHeadersOf(await send(credits))).toStrictEqual(["200", "199", "2026-01-01T10:00:10.000Z", null]);
    expect(rateHeadersOf(await send("/nowhere"))).toStrictEqual(["200", "198", "2026-01-01T10:00:10.000Z", null]);
  });

  it("lets 200 reads through in ten seconds", async () => {
    const { send } = aSandboxInTime();
    const statuses = await read(send, 201);

    expect(statuses.slice(0, 200).every((status) => status === 200)).toBe(true);
    expect(statuses[200]).toBe(429);
  });

  it("refuses the next read and says how long to wait", async () => {
    const { clock, send } = aSandboxInTime();
    await read(send, 200);
    clock.time += 3_400;
    const response = await send(credits);

    expect(response.status).toBe(429);
    expect(rateHeadersOf(response)).toStrictEqual(["200", "0", "2026-01-01T10:00:10.000Z", "7"]);
    expect(await response.json()).toStrictEqual({
      statusCode: 429,
      type: "too_many_requests",
      message: "Too many requests",
      errors: [],
    });
  });

  it.each([
    { wait: 9_999, status: 429 },
    { wait: 10_000, status: 200 },
    { wait: 60_000, status: 200 },
  ])("answers $status after $wait ms", async ({ wait, status }) => {
    const { clock, send } = aSandboxInTime();
    await read(send, 200);
    clock.time += wait;

    expect((await send(credits)).status).toBe(status);
  });

  it("counts calls with a wrong key, too", async () => {
    const { send } = aSandboxInTime();
    for (let call = 0; call < 200; call += 1) await send(credits, { headers: {} });

    expect((await send(credits)).status).toBe(429);
  });

  it("lets 50 writes through in ten seconds", async () => {
    const { post } = aSandboxInTime();
    const statuses: number[] = [];
    for (let call = 0; call < 51; call += 1)
      statuses.push((await post(`${credits}/itm_apicalls/topup`, { credit_count: 1 })).status);

    expect(statuses.slice(0, 50).every((status) => status === 201)).toBe(true);
    expect(statuses[50]).toBe(429);
  });

  it("counts reads and writes apart", async () => {
    const { send, post } = aSandboxInTime();
    await read(send, 201);

    expect((await post(`${credits}/itm_apicalls/topup`, { credit_count: 1 })).status).toBe(201);
  });

  it("keeps a refused write from moving a balance", async () => {
    const { post, read: readBody } = aSandboxInTime();
    for (let call = 0; call < 60; call += 1) await post(`${credits}/itm_apicalls/topup`, { credit_count: 1 });

    expect(await readBody(`${credits}/itm_apicalls`)).toMatchObject({ current_balance: 1_300 });
  });
});
