import { describe, expect, it } from "vitest";
import { aSandbox, credits } from "../support/askSandbox.ts";

describe("a key", () => {
  it.each([
    { label: "no header", headers: {}, message: "Missing authentication token" },
    { label: "another key", headers: { Authorization: "Bearer test_other" }, message: "Invalid authentication token" },
    { label: "the start of the key", headers: { Authorization: "Bearer test_sand" }, message: "Invalid authentication token" },
    {
      label: "the key with more after it",
      headers: { Authorization: "Bearer test_sandbox2" },
      message: "Invalid authentication token",
    },
    { label: "the bare key", headers: { Authorization: "test_sandbox" }, message: "Invalid authentication token" },
    { label: "another scheme", headers: { Authorization: "Basic test_sandbox" }, message: "Invalid authentication token" },
  ])("is wrong when there is $label", async ({ headers, message }) => {
    const response = await aSandbox().send(credits, { headers });

    expect(response.status).toBe(401);
    expect(await response.json()).toStrictEqual({ statusCode: 401, type: "unauthorized", message, errors: [] });
  });

  it("of one's own choice is the only one that opens", async () => {
    const { send } = aSandbox({ apiKey: "prod_mine" });
    const withDefault = { headers: { Authorization: "Bearer test_sandbox" } };

    expect((await send(credits)).status).toBe(200);
    expect((await send(credits, withDefault)).status).toBe(401);
  });
});

describe("an address", () => {
  it.each([
    { path: "/v1/customers/cus_nobody/credits", message: "Customer not found" },
    { path: "/v1/customers/__proto__/credits", message: "Customer not found" },
    { path: "/v1/customers/CUS_TEST/credits", message: "Customer not found" },
    { path: `${credits}/itm_nothing`, message: "Credit product not found" },
    { path: "/v1/customers/cus_test", message: "Cannot GET /v1/customers/cus_test" },
    { path: "/v1/customers/cus_test/credits/", message: "Cannot GET /v1/customers/cus_test/credits/" },
    { path: "/v2/customers/cus_test/credits", message: "Cannot GET /v2/customers/cus_test/credits" },
    { path: `${credits}/itm_apicalls/purchase`, message: `Cannot GET ${credits}/itm_apicalls/purchase` },
    { path: "/", message: "Cannot GET /" },
  ])("is unknown at $path", async ({ path, message }) => {
    const response = await aSandbox().send(path);

    expect(response.status).toBe(404);
    expect(await response.json()).toStrictEqual({ statusCode: 404, type: "not_found", message, errors: [] });
  });

  it("is a bad request when its escapes are malformed", async () => {
    expect((await aSandbox().send("/v1/customers/%zz/credits")).status).toBe(400);
  });

  it.each([
    { method: "POST", path: credits },
    { method: "DELETE", path: credits },
    { method: "PUT", path: `${credits}/itm_apicalls` },
    { method: "GET", path: `${credits}/itm_apicalls/usage` },
    { method: "GET", path: `${credits}/itm_apicalls/topup` },
  ])("does not take $method at $path", async ({ method, path }) => {
    expect((await aSandbox().send(path, { method })).status).toBe(405);
  });
});

describe("a call that was aborted", () => {
  it("rejects as fetch does", async () => {
    await expect(aSandbox().send(credits, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });
});
