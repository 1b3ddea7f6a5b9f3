import { describe, expect, it } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import { observedSandbox } from "../support/credits.ts";
import { creditsUrl, problemOf, proxyOptions } from "../support/proxy.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { serve } from "../support/serve.ts";

/** As they stand in the path. */
const hostileIds = [
  { label: "two dots", id: ".." },
  { label: "one dot", id: "." },
  { label: "three dots", id: "..." },
  { label: "escaped dots", id: "%2e%2e" },
  { label: "half escaped dots", id: ".%2E" },
  { label: "dots escaped twice", id: "%252e%252e" },
  { label: "a slash", id: "a/b" },
  { label: "another customer's route", id: "a/v1/customers/b" },
  { label: "an escaped slash", id: "a%2Fb" },
  { label: "an escaped way out", id: "..%2F..%2Finvoices%3Fx=" },
  { label: "a backslash", id: "a%5Cb" },
  { label: "a question mark", id: "a%3Fb" },
  { label: "a hash", id: "a%23b" },
  { label: "300 letters", id: "x".repeat(300) },
  { label: "nothing", id: "" },
  { label: "a blank", id: "%20" },
  { label: "a null character", id: "cus_test%00" },
  { label: "a line break", id: "cus_test%0D%0AX-Evil:%201" },
  { label: "a malformed escape", id: "%zz" },
  { label: "half an escape", id: "cus_test%" },
  { label: "bytes that are no UTF-8", id: "%c3%28" },
  { label: "a right-to-left override", id: "%E2%80%AE" },
];

function refusingProxy() {
  const { fetch, requests } = observedSandbox();
  const asked: string[] = [];
  const authorize = (_request: unknown, customerId: string) => {
    asked.push(customerId);
    return true;
  };
  return { options: proxyOptions({ fetch, authorize }), requests, asked };
}

describe.each(hostileIds)("a customer id of $label", ({ id }) => {
  it("is refused by the handler, and nobody is asked", async () => {
    const { options, requests, asked } = refusingProxy();
    const response = await createCreditsHandler(options)(new Request(creditsUrl(id)));

    expect({ problem: await problemOf(response), calls: requests.length, asked }).toStrictEqual({
      problem: "400 invalid_request",
      calls: 0,
      asked: [],
    });
  });

  it("is refused by the listener, and nobody is asked", async () => {
    const { options, requests, asked } = refusingProxy();
    const origin = await serve(createCreditsListener(options));
    const { status, body } = await rawRequest(origin, `/api/hyperline/v1/customers/${id}/credits`);

    expect({ status, calls: requests.length, asked }).toStrictEqual({ status: 400, calls: 0, asked: [] });
    expect(JSON.parse(body)).toMatchObject({ code: "invalid_request" });
  });
});

describe("a path that leads out of one customer and into another", () => {
  const id = "cus_test/../../customers/cus_other";

  it("is refused by the listener, which sees it as it was sent", async () => {
    const { options, asked } = refusingProxy();
    const origin = await serve(createCreditsListener(options));
    const { status } = await rawRequest(origin, `/v1/customers/${id}/credits`);

    expect({ status, asked }).toStrictEqual({ status: 400, asked: [] });
  });

  it("needs the permission for the one that it leads to", async () => {
    const { options, asked } = refusingProxy();
    await createCreditsHandler(options)(new Request(creditsUrl(id)));

    expect(asked).toStrictEqual(["cus_other"]);
  });
});

describe("an unusual customer id", () => {
  it.each(["cus_with-dash", "a", "acme:42", "me%40example.com", "~x+1", "x".repeat(128)])(
    "%s goes to Hyperline as one segment of the path",
    async (id) => {
      const { options, requests } = refusingProxy();
      await createCreditsHandler(options)(new Request(creditsUrl(id)));
      const path = `/v1/customers/${encodeURIComponent(decodeURIComponent(id))}/credits`;

      expect(requests.map((request) => new URL(request.url).pathname)).toStrictEqual([path]);
    },
  );
});
