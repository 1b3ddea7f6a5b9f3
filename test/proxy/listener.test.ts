import type { IncomingMessage, RequestListener } from "node:http";
import { describe, expect, it, vi } from "vitest";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { aCredit, aCustomer, observedSandbox } from "../support/credits.ts";
import { proxyOptions } from "../support/proxy.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { serve } from "../support/serve.ts";
import { never } from "../support/upstream.ts";

const path = "/api/hyperline/v1/customers/cus_test/credits";

function listening(changes: Partial<CreditsProxyOptions<IncomingMessage>> = {}): Promise<string> {
  return serve(createCreditsListener(proxyOptions(changes)));
}

/** A host that serves its own page where the proxy passes a request on. */
function hosting(): Promise<string> {
  const listener = createCreditsListener(proxyOptions());
  return serve((request, response) => listener(request, response, () => response.end("the host's own page")));
}

describe("the listener", () => {
  it("answers with the rows and the headers of the contract", async () => {
    const { status, headers, body } = await rawRequest(await listening(), path);

    expect({ status, body: JSON.parse(body) }).toMatchObject({
      status: 200,
      body: { meta: { total: 1, stale: false }, data: [{ product_id: "itm_apicalls", current_balance: 1_250 }] },
    });
    expect(headers).toMatchObject({
      "cache-control": "private, no-store",
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
      vary: "Origin",
    });
  });

  it("announces its body in bytes", async () => {
    const customers = [aCustomer({ credits: [aCredit({ name: "Crédits 🚀" })] })];
    const { headers, body } = await rawRequest(await listening({ fetch: observedSandbox({ customers }).fetch }), path);

    expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
    expect(body).toContain("Crédits 🚀");
  });

  it("answers below a framework that has cut the mount off", async () => {
    const listener = createCreditsListener(proxyOptions());
    const origin = await serve((request, response) => {
      request.url = request.url?.replace("/api/hyperline", "");
      listener(request, response);
    });

    expect((await rawRequest(origin, path)).status).toBe(200);
  });

  it.each([
    { label: "an empty query", target: `${path}?` },
    { label: "the whole address", target: `http://app.example${path}` },
    { label: "two slashes in front", target: `/${path}` },
  ])("answers a path that comes with $label", async ({ target }) => {
    expect((await rawRequest(await listening(), target)).status).toBe(200);
  });

  it("gives authorize Node's own request and the decoded id", async () => {
    const seen: unknown[] = [];
    const authorize = (request: IncomingMessage, customerId: string) => {
      seen.push(request.headers.cookie, customerId);
      return true;
    };
    await rawRequest(await listening({ authorize }), path.replace("_", "%5F"), { headers: { Cookie: "session=1" } });

    expect(seen).toStrictEqual(["session=1", "cus_test"]);
  });

  it.each([
    { label: "null", answer: null, status: 401 },
    { label: "false", answer: false, status: 403 },
  ])("answers $status where authorize says $label", async ({ answer, status }) => {
    const { fetch, requests } = observedSandbox();

    expect((await rawRequest(await listening({ fetch, authorize: () => answer }), path)).status).toBe(status);
    expect(requests).toHaveLength(0);
  });

  it.each(["POST", "PUT", "DELETE"])("refuses the method %s and names those it allows", async (method) => {
    const { status, headers, body } = await rawRequest(await listening(), path, { method });

    expect({ status, allow: headers.allow }).toStrictEqual({ status: 405, allow: "GET, HEAD, OPTIONS" });
    expect(JSON.parse(body)).toMatchObject({ code: "method_not_allowed" });
  });

  it("answers HEAD as it answers GET, without the body", async () => {
    const origin = await listening();
    const [get, head] = await Promise.all(["GET", "HEAD"].map((method) => rawRequest(origin, path, { method })));

    expect(head).toMatchObject({ status: 200, body: "" });
    expect({ ...head?.headers, date: "" }).toStrictEqual({ ...get?.headers, date: "" });
  });

  it("answers OPTIONS with its methods and no body", async () => {
    const { status, headers, body } = await rawRequest(await listening(), path, { method: "OPTIONS" });

    expect({ status, allow: headers.allow, body }).toStrictEqual({ status: 204, allow: "GET, HEAD, OPTIONS", body: "" });
  });

  it("refuses a query", async () => {
    expect((await rawRequest(await listening(), `${path}?take=1`)).status).toBe(400);
  });

  it("is done by its deadline", async () => {
    const origin = await listening({ timeout: 30, fetch: () => never<Response>() });

    expect((await rawRequest(origin, path)).status).toBe(504);
  });

  it("answers many visitors over one connection each in turn", async () => {
    const origin = await listening();
    const statuses: number[] = [];
    for (let visit = 0; visit < 3; visit += 1) statuses.push((await fetch(origin + path)).status);

    expect(statuses).toStrictEqual([200, 200, 200]);
  });
});

describe("a path that is not ours", () => {
  it.each(["/", "/api/hyperline", "/v1/customers/cus_test", `${path}/`, `${path}/itm_1/usage`, "/x?y=/v1/customers/a/credits"])(
    "%s goes to next",
    async (target) => {
      expect((await rawRequest(await hosting(), target)).body).toBe("the host's own page");
    },
  );

  it.each([path, "/v1/customers/../credits", "/v1/customers/a/b/credits", "/v1/customers//credits"])(
    "is not what %s is, so next is not called",
    async (target) => {
      expect((await rawRequest(await hosting(), target)).body).not.toBe("the host's own page");
    },
  );

  it("is refused where there is no next", async () => {
    const { status, body } = await rawRequest(await listening(), "/api/hyperline/v1/customers/cus_test");

    expect({ status, body: JSON.parse(body) }).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  it("is a bad request where a URL parser has folded the customer away and there is no next", async () => {
    expect((await rawRequest(await listening(), "/api/hyperline/v1/credits")).status).toBe(400);
  });
});

describe("a visitor who hangs up", () => {
  it("leaves the read to others who wait for it", async () => {
    const visitor = new AbortController();
    const { fetch: read } = observedSandbox();
    const fetch = async (request: Request) => {
      visitor.abort();
      await leaving;
      return read(request);
    };
    const origin = await listening({ fetch });
    const leaving = rawRequest(origin, path, { signal: visitor.signal }).catch(({ name }: Error) => name);
    const staying = rawRequest(origin, path);

    expect(await leaving).toBe("AbortError");
    expect((await staying).status).toBe(200);
  });
});

describe("a visitor who has left before the listener is reached", () => {
  it("is not even asked about", async () => {
    const authorize = vi.fn<() => boolean>(() => true);
    const listener = createCreditsListener(proxyOptions({ authorize }));
    const visitor = new AbortController();
    const passed = new Promise<void>((resolve) => {
      const host: RequestListener = (request, response) => {
        response.once("close", () => {
          listener(request, response);
          resolve();
        });
        visitor.abort();
      };
      void serve(host).then((origin) => rawRequest(origin, path, { signal: visitor.signal }).catch(() => undefined));
    });
    await passed;

    expect(authorize).not.toHaveBeenCalled();
  });
});

describe("a response that the host has sent already", () => {
  it("is left alone", async () => {
    const listener = createCreditsListener(proxyOptions());
    const origin = await serve((request, response) => {
      listener(request, response);
      response.end("the host was faster");
    });

    expect((await rawRequest(origin, path)).body).toBe("the host was faster");
  });
});
