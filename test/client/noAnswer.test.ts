import { describe, expect, it } from "vitest";
import { fetchCredits } from "../../src/client/fetchCredits.ts";
import { caught } from "../support/caught.ts";
import { mount as endpoint } from "../support/proxy.ts";
import { serve } from "../support/serve.ts";

const customerId = "cus_test";

describe("no answer", () => {
  it("is a network error with its cause", async () => {
    const cause = new TypeError("fetch failed");

    const error = await caught(fetchCredits({ customerId, endpoint, fetch: () => Promise.reject(cause) }));

    expect({ code: error.code, cause: error.cause }).toStrictEqual({ code: "network", cause });
  });

  it("is a network error also when the connection breaks in the middle of the body", async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { "Content-Length": 1_000 }).write("{");
      response.destroy();
    });

    expect((await caught(fetchCredits({ customerId, endpoint: origin }))).code).toBe("network");
  });

  it("is the platform's own AbortError when the reader cancels", async () => {
    const reader = new AbortController();
    const fetch = (request: Request) => {
      reader.abort();
      return Promise.reject(request.signal.reason);
    };

    await expect(fetchCredits({ customerId, endpoint, fetch }, reader.signal)).rejects.toBe(reader.signal.reason);
  });

  it("is cancelled on its way too", async () => {
    const reader = new AbortController();
    const origin = await serve(() => reader.abort());

    await expect(fetchCredits({ customerId, endpoint: origin }, reader.signal)).rejects.toMatchObject({ name: "AbortError" });
  });

  it("is not waited for by a reader who has left already", async () => {
    const asked: string[] = [];
    const origin = await serve(({ url = "" }) => asked.push(url));

    await expect(fetchCredits({ customerId, endpoint: origin }, AbortSignal.abort())).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(asked).toStrictEqual([]);
  });
});
