import { describe, expect, it } from "vitest";
import { caught } from "../support/caught.ts";
import { aCredit } from "../support/credits.ts";
import { anAnswer, reading } from "../support/proxyAnswer.ts";

describe("an answer that is not to be believed", () => {
  it.each([
    { label: "an empty body", body: "" },
    { label: "no body", body: null },
    { label: "truncated JSON", body: anAnswer().slice(0, -5) },
    { label: "null", body: "null" },
    { label: "Hyperline's own body", body: JSON.stringify({ meta: { total: 1, taken: 1, skipped: 0 }, data: [aCredit()] }) },
    { label: "rows that are no list", body: anAnswer().replace(/"data":.*/, '"data":{}}') },
    { label: "a row without a product", body: anAnswer({ data: [{ ...aCredit(), product_id: undefined }] }) },
    { label: "a time that nobody can read", body: anAnswer({ meta: { fetched_at: "now" } }) },
    { label: "a row of another customer", body: anAnswer({ data: [aCredit(), aCredit({ customer_id: "cus_other" })] }) },
  ])("is refused when it is $label", async ({ body }) => {
    const error = await caught(reading(body, { headers: { "Content-Type": "application/json" } }));

    expect({ code: error.code, status: error.status }).toStrictEqual({ code: "unexpected_answer", status: 200 });
  });

  it("is recognised as the app's own page when it is HTML", async () => {
    const error = await caught(reading("<!doctype html>", { headers: { "Content-Type": "text/html; charset=utf-8" } }));

    expect(error.message).toContain("answered 200 with text/html, not with credits");
  });

  it("points at the endpoint", async () => {
    expect((await caught(reading("{}"))).message).toContain("Is `endpoint` where the proxy is mounted?");
  });
});

describe("a refusal", () => {
  it.each([
    { status: 400, body: '{"code":"invalid_request"}', code: "invalid_request" },
    { status: 404, body: '{"code":"not_found"}', code: "not_found" },
    { status: 502, body: '{"code":"upstream_invalid"}', code: "upstream_invalid" },
    { status: 504, body: '{"code":"upstream_timeout"}', code: "upstream_timeout" },
    { status: 401, body: "<html>", code: "unauthenticated" },
    { status: 403, body: "", code: "forbidden" },
    { status: 429, body: "slow down", code: "rate_limited" },
    { status: 503, body: "{}", code: "internal" },
    { status: 500, body: '{"code":"toString"}', code: "internal" },
    { status: 404, body: "<html>", code: "unexpected_answer" },
    { status: 418, body: '{"code":"network"}', code: "unexpected_answer" },
  ])("of status $status with the body $body is $code", async ({ status, body, code }) => {
    const error = await caught(reading(body, { status }));

    expect({ code: error.code, status: error.status }).toStrictEqual({ code, status });
  });

  it("says how long the server asks to wait", async () => {
    const error = await caught(reading('{"code":"rate_limited"}', { status: 429, headers: { "Retry-After": "7" } }));

    expect(error.retryAfter).toBe(7_000);
  });

  it("repeats nothing of the body", async () => {
    const body = JSON.stringify({ code: "forbidden", title: "secret title", detail: "secret detail" });

    expect((await caught(reading(body, { status: 403 }))).message).not.toContain("secret");
  });
});
