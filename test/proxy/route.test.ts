import { describe, expect, it } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { creditsUrl, problemOf, proxyOptions } from "../support/proxy.ts";

const handler = createCreditsHandler(proxyOptions());
const methods = "GET, HEAD, OPTIONS";

describe("the route", () => {
  it.each([
    "https://app.example",
    "https://app.example/api/hyperline",
    "https://app.example/a/b/c/d",
    "https://app.example/v1",
    "http://127.0.0.1:3000/customers",
    "https://app.example//double",
  ])("answers under the mount %s", async (at) => {
    expect((await handler(new Request(creditsUrl("cus_test", at)))).status).toBe(200);
  });

  it.each(["take=1", "customerId=cus_other", "_=1700000000000", "x", "?", "next=/v1/customers/x/credits"])(
    "refuses the query ?%s, which no widget sends",
    async (query) => {
      expect(await problemOf(await handler(new Request(`${creditsUrl()}?${query}`)))).toBe("400 invalid_request");
    },
  );

  it("takes an empty query for none", async () => {
    expect((await handler(new Request(`${creditsUrl()}?`))).status).toBe(200);
  });

  it("decodes the customer id once", async () => {
    expect((await handler(new Request(creditsUrl("cus%5Ftest")))).status).toBe(200);
  });

  it.each([
    "https://app.example/",
    "https://app.example/api/hyperline",
    "https://app.example/v1/customers/cus_test",
    "https://app.example/v1/customers/cus_test/credits/",
    "https://app.example/v1/customers/cus_test/credits/itm_apicalls",
    "https://app.example/v1/customers/cus_test/credits/itm_apicalls/purchase",
    "https://app.example/v1/customers/cus_test/subscriptions",
    "https://app.example/V1/Customers/cus_test/Credits",
    "https://app.example/?path=/v1/customers/cus_test/credits",
    "https://app.example/#/v1/customers/cus_test/credits",
  ])("does not answer at %s", async (url) => {
    expect(await problemOf(await handler(new Request(url)))).toBe("404 not_found");
  });

  it.each(["POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get-ish"])(
    "refuses the method %s and names those it allows",
    async (method) => {
      const response = await handler(new Request(creditsUrl(), { method }));

      expect({ status: response.status, allow: response.headers.get("Allow") }).toStrictEqual({ status: 405, allow: methods });
    },
  );

  it("answers HEAD as it answers GET, without the body", async () => {
    const [get, head] = await Promise.all(["GET", "HEAD"].map((method) => handler(new Request(creditsUrl(), { method }))));

    expect({ status: head?.status, headers: [...(head?.headers ?? [])] }).toStrictEqual({
      status: 200,
      headers: [...(get?.headers ?? [])],
    });
    expect(await head?.text()).toBe("");
  });

  it("answers OPTIONS with its methods", async () => {
    const response = await handler(new Request(creditsUrl(), { method: "OPTIONS" }));

    expect({ status: response.status, allow: response.headers.get("Allow"), body: await response.text() }).toStrictEqual({
      status: 204,
      allow: methods,
      body: "",
    });
  });

  it("refuses a method before it asks who sends it", async () => {
    const asked: string[] = [];
    const refusing = createCreditsHandler(
      proxyOptions<Request>({
        authorize: (_request, customerId) => {
          asked.push(customerId);
          return true;
        },
      }),
    );
    await refusing(new Request(creditsUrl(), { method: "POST" }));

    expect(asked).toStrictEqual([]);
  });
});
