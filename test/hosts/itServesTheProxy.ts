import { expect, it } from "vitest";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { creditsUrl, problemOf, productsOf } from "../support/proxy.ts";
import { rawRequest } from "../support/rawRequest.ts";

const contract = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** What every host must do, whatever it is built on. `origin` says where it is, when a test asks. */
export function itServesTheProxy(origin: () => string): void {
  const mount = () => `${origin()}/api/hyperline`;
  const read = (init: RequestInit = {}) => fetch(creditsUrl(documentedCustomerId, mount()), init);

  it("gives visitors their own credits", async () => {
    const response = await read({ headers: { cookie: `session-of=${documentedCustomerId}` } });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({ ...contract, "content-type": "application/json" });
    expect(await productsOf(response)).toEqual(["itm_3kXODDF42QXtnL"]);
  });

  it.each([
    { visitor: "who is not signed in", cookie: "theme=dark", problem: "401 unauthenticated" },
    { visitor: "who is signed in as another customer", cookie: "session-of=cus_mixed", problem: "403 forbidden" },
  ])("refuses a visitor $visitor", async ({ cookie, problem }) => {
    const response = await read({ headers: { cookie } });
    expect(Object.fromEntries(response.headers)).toMatchObject({ ...contract, "content-type": "application/problem+json" });
    expect(await problemOf(response)).toBe(problem);
  });

  it.each(["..%2f..", "%2e%2e", ".."])("hands the hostile id %s to the proxy, which refuses it", async (id) => {
    const cookie = `session-of=${documentedCustomerId}`;
    const { status, headers, body } = await rawRequest(origin(), creditsUrl(id, "/api/hyperline"), { headers: { cookie } });
    expect(status).toBe(400);
    expect(headers).toMatchObject({ ...contract, "content-type": "application/problem+json" });
    expect(JSON.parse(body)).toMatchObject({ code: "invalid_request" });
  });

  it("leaves OPTIONS to the proxy, for pages on other origins", async () => {
    const response = await read({ method: "OPTIONS" });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject(contract);
  });

  it("keeps its own pages", async () => {
    expect(await (await fetch(origin())).text()).toContain("Your own page");
  });
}
