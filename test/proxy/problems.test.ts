import { STATUS_CODES } from "node:http";
import { describe, expect, it } from "vitest";
import { problems } from "../../src/domain/problem.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { failuresWith } from "../support/failures.ts";
import { askProxy, problemOf, proxyOptions } from "../support/proxy.ts";

const failures = failuresWith("test_sandbox");

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe.each(failures)("$problem ($label)", ({ problem, options, request }) => {
  const ask = () => createCreditsHandler(proxyOptions(options))(request.clone());

  it("is what the visitor is told", async () => {
    expect(await problemOf(await ask())).toBe(problem);
  });

  it("says nothing but its type, the phrase of its status, its code and a request id", async () => {
    const body: unknown = await (await ask()).json();

    expect(body).toStrictEqual({
      type: "about:blank",
      title: STATUS_CODES[problem.slice(0, 3)],
      status: Number(problem.slice(0, 3)),
      code: problem.slice(4),
      request_id: expect.stringMatching(uuid),
    });
  });

  it("has the headers of every answer and the ones of its status", async () => {
    const { headers } = await ask();

    expect(Object.fromEntries(headers)).toStrictEqual({
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "content-length": expect.stringMatching(/^\d+$/),
      "content-type": "application/problem+json",
      vary: "Origin",
      "x-content-type-options": "nosniff",
      ...(problem.startsWith("405") && { allow: "GET, HEAD, OPTIONS" }),
      ...(problem.startsWith("429") && { "retry-after": "2" }),
    });
  });
});

describe("a problem", () => {
  it("of every code of the closed list is among the failures above", () => {
    expect(new Set(failures.map(({ problem }) => problem.slice(4)))).toStrictEqual(new Set(Object.keys(problems)));
  });

  it("has an id of its own", async () => {
    const bodies = await Promise.all([askProxy({}, "%00"), askProxy({}, "%00")].map(async (answer) => (await answer).text()));

    expect(new Set(bodies).size).toBe(2);
  });
});
