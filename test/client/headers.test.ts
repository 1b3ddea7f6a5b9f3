import { describe, expect, it } from "vitest";
import { fetchCredits } from "../../src/client/fetchCredits.ts";
import type { CreditsSource } from "../../src/client/fetchCredits.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { customerTokens } from "../../src/tokens/customerTokens.ts";
import { signCustomerToken } from "../../src/tokens/signCustomerToken.ts";
import { caught } from "../support/caught.ts";
import { testTime } from "../support/credits.ts";
import { mount, proxyOptions } from "../support/proxy.ts";

const secret = "a secret of the host, 32 bytes long";

/** The real proxy, which believes tokens; and what each request to it carried. */
function tokenProxy(now = () => testTime) {
  const handler = createCreditsHandler(proxyOptions<Request>({ authorize: customerTokens({ secret, now }), now }));
  const seen: (string | null)[] = [];
  const fetch = (request: Request) => {
    seen.push(request.headers.get("Authorization"));
    return handler(request);
  };
  return {
    seen,
    read: (headers: CreditsSource["headers"]) => fetchCredits({ customerId: "cus_test", endpoint: mount, fetch, headers }),
  };
}

async function bearer(now = () => testTime): Promise<{ Authorization: string }> {
  return { Authorization: `Bearer ${await signCustomerToken({ customerId: "cus_test", secret, now })}` };
}

describe("the host's headers", () => {
  it.each([
    { label: "an object", headers: bearer },
    { label: "pairs", headers: async () => Object.entries(await bearer()) },
    { label: "Headers", headers: async () => new Headers(await bearer()) },
  ])("travel as $label", async ({ headers }) => {
    expect(await tokenProxy().read(await headers())).toMatchObject({ customerId: "cus_test", stale: false });
  });

  it.each([
    { label: "at once", headers: (own: { Authorization: string }) => () => own },
    { label: "later", headers: (own: { Authorization: string }) => async () => own },
  ])("may come from a function that gives them $label", async ({ headers }) => {
    expect(await tokenProxy().read(headers(await bearer()))).toMatchObject({ customerId: "cus_test" });
  });

  it("are asked for again after a 401, because a token runs out", async () => {
    const { seen, read } = tokenProxy();
    const tokens = [await bearer(() => testTime - 3_600_000), await bearer()];
    const given = [...tokens];

    expect(await read(async () => given.shift() ?? {})).toMatchObject({ customerId: "cus_test" });
    expect(seen).toStrictEqual(tokens.map(({ Authorization }) => Authorization));
  });

  it("are asked for twice and no more", async () => {
    const { seen, read } = tokenProxy();

    expect((await caught(read(() => ({})))).code).toBe("unauthenticated");
    expect(seen).toHaveLength(2);
  });

  it("are not sent a second time where they are an object, which cannot change", async () => {
    const { seen, read } = tokenProxy();

    expect((await caught(read({ Authorization: "Bearer old" }))).code).toBe("unauthenticated");
    expect(seen).toHaveLength(1);
  });

  it("are not asked for again after a 403, which a new token would not mend", async () => {
    const { seen, read } = tokenProxy();
    const token = await signCustomerToken({ customerId: "cus_other", secret, now: () => testTime });

    expect((await caught(read(() => ({ Authorization: `Bearer ${token}` })))).code).toBe("forbidden");
    expect(seen).toHaveLength(1);
  });

  it("that cannot be had are a failure of the connection", async () => {
    const { seen, read } = tokenProxy();
    const failure = new Error("The token service is down.");

    const error = await caught(read(() => Promise.reject(failure)));

    expect({ code: error.code, cause: error.cause, seen }).toStrictEqual({ code: "network", cause: failure, seen: [] });
  });
});

it("headers that never come are given up with the read", async () => {
  const leave = new AbortController();
  const read = fetchCredits(
    { customerId: "cus_test", endpoint: mount, headers: () => new Promise(() => undefined) },
    leave.signal,
  );
  leave.abort();

  await expect(read).rejects.toMatchObject({ name: "AbortError" });
});
