import { describe, expect, it } from "vitest";
import { fetchCredits } from "../../src/client/fetchCredits.ts";
import { caught } from "../support/caught.ts";
import { mount } from "../support/proxy.ts";
import { anAnswer } from "../support/proxyAnswer.ts";

function recordingProxy() {
  const requests: Request[] = [];
  const fetch = async (request: Request) => {
    requests.push(request);
    return new Response(anAnswer());
  };
  return { fetch, requests };
}

async function requestFor(endpoint: string): Promise<Request> {
  const { fetch, requests } = recordingProxy();
  await fetchCredits({ customerId: "cus_test", endpoint, fetch });
  const [request] = requests;
  if (!request) throw new Error("Nothing was asked.");
  return request;
}

describe("the request", () => {
  it.each([
    { at: "https://app.example/api/hyperline", url: "https://app.example/api/hyperline/v1/customers/cus_test/credits" },
    { at: "https://app.example/api/hyperline/", url: "https://app.example/api/hyperline/v1/customers/cus_test/credits" },
    { at: "https://app.example", url: "https://app.example/v1/customers/cus_test/credits" },
    { at: "https://app.example//", url: "https://app.example/v1/customers/cus_test/credits" },
  ])("goes from the endpoint $at to $url", async ({ at, url }) => {
    expect((await requestFor(at)).url).toBe(url);
  });

  // With `cache: "no-store"` a browser would add `Cache-Control: no-cache` to every read, and the proxy would take each for a refresh.
  it("is a plain GET that no browser turns into a wish for newer rows", async () => {
    const { method, headers, cache } = await requestFor(mount);

    expect({ method, headers: [...headers], cache }).toStrictEqual({ method: "GET", headers: [], cache: "default" });
  });

  it.each(["", "..", "a/b", "%2e%2e", "x".repeat(300), "a\u0000b"])("is never made for the customer id %j", async (id) => {
    const { fetch, requests } = recordingProxy();

    const error = await caught(fetchCredits({ customerId: id, endpoint: mount, fetch }));

    expect({ code: error.code, requests }).toStrictEqual({ code: "invalid_request", requests: [] });
  });

  it("says that a path is no address outside a browser", async () => {
    const error = await caught(fetchCredits({ customerId: "cus_test" }));

    expect(error.code).toBe("invalid_request");
    expect(error.message).toContain('customerId "cus_test" and endpoint "/api/hyperline" make no address');
  });
});
