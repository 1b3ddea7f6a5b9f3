import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { parseAnswer } from "../../src/client/parseAnswer.ts";
import { creditLevel } from "../../src/domain/creditBalance.ts";
import type { CreditRow } from "../../src/domain/creditRow.ts";
import { creditsAnswer } from "../../src/domain/creditsAnswer.ts";

const customerId = "cus_test";

const row = {
  product_id: "itm_1",
  customer_id: customerId,
  name: "API calls",
  current_balance: 5,
  low_count_threshold: 10,
  last_refreshed_at: "2026-01-01T09:58:00.000Z",
  auto_topup: { credit_count: 1_000 },
  created_at: "2025-06-01T08:00:00.000Z",
  updated_at: "2025-12-24T08:00:00.000Z",
};
const meta = { total: 1, taken: 1, skipped: 0, fetched_at: "2026-01-01T10:00:00.000Z", stale: false };

/** What is read from an answer, or that it is refused. */
function read(body: unknown) {
  try {
    return parseAnswer(body, customerId);
  } catch (error) {
    if (error instanceof TypeError) return "refused";
    throw error;
  }
}

/** The same by the schema, which is not asked for the counts: a browser has no use for them. */
function readBySchema(body: unknown) {
  const counted =
    isObject(body) && isObject(body["meta"]) ? { ...body, meta: { ...body["meta"], total: 0, taken: 0, skipped: 0 } } : body;
  const { success, output } = v.safeParse(creditsAnswer, counted);
  if (!success || output.data.some(({ customer_id }) => customer_id !== customerId)) return "refused";
  return { credits: output.data.map(inOurWords), fetchedAt: output.meta.fetched_at, stale: output.meta.stale };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function inOurWords(known: CreditRow) {
  const [balance, lowThreshold] = [known.current_balance, known.low_count_threshold];
  return {
    productId: known.product_id,
    customerId: known.customer_id,
    name: known.name,
    balance,
    lowThreshold,
    level: creditLevel({ balance, lowThreshold }),
    lastRefreshedAt: known.last_refreshed_at,
    autoTopUp: known.auto_topup && { credits: known.auto_topup.credit_count },
    createdAt: known.created_at,
    updatedAt: known.updated_at,
  };
}

describe("an answer", () => {
  it("is read in this package's words, every field of it", () => {
    expect(parseAnswer({ meta, data: [row] }, customerId)).toStrictEqual({
      credits: [
        {
          productId: "itm_1",
          customerId: "cus_test",
          name: "API calls",
          balance: 5,
          lowThreshold: 10,
          level: "low",
          lastRefreshedAt: "2026-01-01T09:58:00.000Z",
          autoTopUp: { credits: 1_000 },
          createdAt: "2025-06-01T08:00:00.000Z",
          updatedAt: "2025-12-24T08:00:00.000Z",
        },
      ],
      fetchedAt: "2026-01-01T10:00:00.000Z",
      stale: false,
    });
  });

  it("keeps what is unknown unknown", () => {
    const unknown = {
      current_balance: null,
      low_count_threshold: null,
      last_refreshed_at: null,
      auto_topup: null,
      created_at: null,
      updated_at: null,
    };
    expect(parseAnswer({ meta, data: [{ ...row, ...unknown }] }, customerId).credits).toMatchObject([
      {
        balance: null,
        lowThreshold: null,
        level: "unknown",
        lastRefreshedAt: null,
        autoTopUp: null,
        createdAt: null,
        updatedAt: null,
      },
    ]);
  });

  it.each([
    { label: "a whole of another customer's", body: { meta, data: [{ ...row, customer_id: "cus_other" }] } },
    { label: "one row of another customer's", body: { meta, data: [row, { ...row, customer_id: "cus_other" }] } },
    { label: "Hyperline's own", body: { meta: { total: 1, taken: 1, skipped: 0 }, data: [row] } },
    {
      label: "what hides in a prototype",
      body: JSON.parse(JSON.stringify({ meta, data: [row] }).replace('"meta"', '"__proto__"')),
    },
  ])("is refused where it is $label", ({ body }) => {
    expect(read(body)).toBe("refused");
  });

  it.each([
    "2026-01-01T10:00:00Z",
    "2026-01-01T10:00:00.123456789Z",
    "2026-01-01T10:00:00+02:00",
    "2026-01-01T10:00:00-0930",
    "2026-01-01 10:00:00Z",
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00.000Z",
  ])("keeps the time %s, which the schema lets through", (time) => {
    const timed = { ...row, last_refreshed_at: time, created_at: time, updated_at: time };
    const body = { meta: { ...meta, fetched_at: time }, data: [timed] };
    expect(readBySchema(body)).toMatchObject({ fetchedAt: time, credits: [{ lastRefreshedAt: time }] });
    expect(read(body)).toStrictEqual(readBySchema(body));
  });
});

const year1971 = new Date("1971-01-01T00:00:00.000Z");
const time = fc
  .date({ min: year1971, max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true })
  .map((at) => at.toISOString());
const amount = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());

const aRow = fc.record(
  {
    product_id: fc.string({ minLength: 1 }),
    customer_id: fc.constant(customerId),
    name: fc.string(),
    current_balance: fc.option(amount),
    low_count_threshold: fc.option(amount),
    last_refreshed_at: fc.option(time),
    auto_topup: fc.option(fc.record({ credit_count: amount, price_id: fc.string() })),
    created_at: fc.option(time),
    updated_at: fc.option(time),
    invoice: fc.jsonValue(),
  },
  { requiredKeys: ["product_id", "customer_id", "name"] },
);

const aBody = fc.record({
  meta: fc.record({ total: fc.nat(), taken: fc.nat(), skipped: fc.constant(0), fetched_at: time, stale: fc.boolean() }),
  data: fc.array(aRow, { maxLength: 4 }),
});

/** None of them is a time that one of the two can read and the other cannot. */
const somethingElse = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    "",
    "now",
    "2026-01-01",
    "2026-02-31T25:00:00Z",
    "1250",
    Infinity,
    -Infinity,
    NaN,
    true,
    [],
    {},
  ),
  fc.constantFrom({ credit_count: null }, { credit_count: 5 }, [{ credit_count: 5 }], { length: 1 }, "cus_other", 0, -1),
  fc.jsonValue().filter((value) => typeof value !== "string" || Number.isNaN(Date.parse(value))),
);

const aPlace = fc.oneof(
  fc.constantFrom(["meta"], ["data"], ["meta", "fetched_at"], ["meta", "stale"], ["meta", "skipped"]),
  fc.nat({ max: 4 }).map((index) => ["data", String(index)]),
  fc.tuple(fc.nat({ max: 4 }), fc.constantFrom(...Object.keys(row))).map(([index, field]) => ["data", String(index), field]),
  fc.nat({ max: 4 }).map((index) => ["data", String(index), "auto_topup", "credit_count"]),
);

/** A copy with something else in one place of it, if it has that place. */
function withElse(body: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (!isObject(body)) return body;
  const copy = Array.isArray(body) ? [...body] : { ...body };
  Reflect.set(copy, first, withElse(body[first], rest, value));
  return copy;
}

const anyRuns = { numRuns: 1_000 };

describe("the hand-written rules and the schema", () => {
  it("agree on every answer that is right", () => {
    fc.assert(
      fc.property(aBody, (body) => {
        const bySchema = readBySchema(body);
        expect(bySchema).not.toBe("refused");
        expect(read(body)).toStrictEqual(bySchema);
      }),
      anyRuns,
    );
  });

  it("agree on answers with something else in one or more places", () => {
    const refused = { count: 0 };
    fc.assert(
      fc.property(aBody, fc.array(fc.tuple(aPlace, somethingElse), { minLength: 1, maxLength: 3 }), (right, changes) => {
        const body = changes.reduce<unknown>((changed, [place, value]) => withElse(changed, place, value), right);
        const bySchema = readBySchema(body);
        if (bySchema === "refused") refused.count += 1;
        expect(read(body)).toStrictEqual(bySchema);
      }),
      anyRuns,
    );
    expect(refused.count).toBeGreaterThan(100);
    expect(refused.count).toBeLessThan(anyRuns.numRuns - 20);
  });

  it("agree on any JSON at all", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(read(body)).toStrictEqual(readBySchema(body));
      }),
      anyRuns,
    );
  });
});
