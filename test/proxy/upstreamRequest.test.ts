import { describe, expect, it } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import { observedSandbox } from "../support/credits.ts";
import { creditsUrl, proxyOptions } from "../support/proxy.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { serve } from "../support/serve.ts";
import { aList } from "../support/upstream.ts";

const visitorsHeaders = {
  Accept: "text/html",
  "Accept-Language": "fr",
  Authorization: "Bearer visitor",
  Cookie: "session=visitor",
  Origin: "https://app.example",
  Referer: "https://app.example/billing",
  "User-Agent": "visitor",
  "X-Forwarded-For": "203.0.113.7",
  "X-Visitor": "visitor",
};

describe("what Hyperline is asked", () => {
  it("is its documented list, with its key, and nothing of the visitor's", async () => {
    const { fetch, requests } = observedSandbox();
    const visitor = new Request(creditsUrl(), { headers: visitorsHeaders });
    await createCreditsHandler(proxyOptions({ fetch }))(visitor);

    expect(
      requests.map(({ method, url, headers, redirect, body }) => ({ method, url, headers: Array.from(headers), redirect, body })),
    ).toStrictEqual([
      {
        method: "GET",
        url: "https://sandbox.api.hyperline.co/v1/customers/cus_test/credits?take=100&skip=0",
        headers: [
          ["accept", "application/json"],
          ["authorization", "Bearer test_sandbox"],
        ],
        redirect: "manual",
        body: null,
      },
    ]);
  });

  it("is the same on the wire whatever a visitor sends", async () => {
    const seen: string[][] = [];
    const baseUrl = await serve(({ rawHeaders }, response) => {
      seen.push(rawHeaders.map((text) => text.toLowerCase()));
      response.end(aList());
    });
    const origin = await serve(createCreditsListener(proxyOptions({ baseUrl, fetch: undefined })));
    await rawRequest(origin, "/v1/customers/cus_test/credits");
    await rawRequest(origin, "/v1/customers/cus_other/credits", { headers: visitorsHeaders });
    const [bare, rich] = seen;

    expect(rich).toStrictEqual(bare);
    expect(bare).toEqual(expect.arrayContaining(["authorization", "bearer test_sandbox", "accept", "application/json"]));
    expect(bare).not.toContain("cookie");
  });
});

describe("where Hyperline is asked", () => {
  it.each([
    { apiKey: "test_abc", baseUrl: undefined, origin: "https://sandbox.api.hyperline.co" },
    { apiKey: "prod_abc", baseUrl: undefined, origin: "https://api.hyperline.co" },
    { apiKey: "something", baseUrl: undefined, origin: "https://api.hyperline.co" },
    { apiKey: "TEST_abc", baseUrl: undefined, origin: "https://api.hyperline.co" },
    { apiKey: "prod_abc", baseUrl: "https://eu.example", origin: "https://eu.example" },
    { apiKey: "prod_abc", baseUrl: "https://eu.example/", origin: "https://eu.example" },
    { apiKey: "prod_abc", baseUrl: "https://eu.example:8443/hyperline//", origin: "https://eu.example:8443/hyperline" },
    { apiKey: "prod_abc", baseUrl: "HTTPS://EU.example", origin: "https://eu.example" },
    { apiKey: "prod_abc", baseUrl: "http://localhost:4000", origin: "http://localhost:4000" },
    { apiKey: "prod_abc", baseUrl: "http://127.0.0.1:4000", origin: "http://127.0.0.1:4000" },
    { apiKey: "prod_abc", baseUrl: "http://127.1", origin: "http://127.0.0.1" },
    { apiKey: "prod_abc", baseUrl: "http://[::1]:4000", origin: "http://[::1]:4000" },
  ])("with the key $apiKey and the base URL $baseUrl is $origin", async ({ apiKey, baseUrl, origin }) => {
    const { fetch, requests } = observedSandbox({ apiKey });
    await createCreditsHandler(proxyOptions({ apiKey, baseUrl, fetch }))(new Request(creditsUrl()));

    expect(requests.map(({ url }) => url)).toStrictEqual([`${origin}/v1/customers/cus_test/credits?take=100&skip=0`]);
  });
});
