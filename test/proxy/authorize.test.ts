import { describe, expect, it } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { aCredit, aCustomer, observedSandbox } from "../support/credits.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { creditsUrl, problemOf, productsOf, proxyOptions } from "../support/proxy.ts";

function proxyFor(authorize: CreditsProxyOptions<Request>["authorize"]) {
  const { fetch, requests } = observedSandbox({
    customers: [aCustomer(), aCustomer({ id: "cus_other", credits: [aCredit({ product_id: "itm_other" })] })],
  });
  const handler = createCreditsHandler(proxyOptions({ fetch, authorize }));
  return {
    ask: (customerId = "cus_test", init: RequestInit = {}) => handler(new Request(creditsUrl(customerId), init)),
    requests,
  };
}

function asVisitor(Cookie: string): RequestInit {
  return { headers: { Cookie } };
}

describe("authorize", () => {
  it.each([
    { label: "true", answer: true },
    { label: "a promise of true", answer: Promise.resolve(true) },
  ])("lets a visitor read with $label", async ({ answer }) => {
    expect((await proxyFor(() => answer).ask()).status).toBe(200);
  });

  it.each([
    { label: "null", answer: null },
    { label: "a promise of null", answer: Promise.resolve(null) },
  ])("takes $label for nobody being signed in", async ({ answer }) => {
    const { ask, requests } = proxyFor(() => answer);

    expect(await problemOf(await ask())).toBe("401 unauthenticated");
    expect(requests).toHaveLength(0);
  });

  it.each([
    { label: "false", answer: false },
    { label: "a promise of false", answer: Promise.resolve(false) },
    { label: "undefined", answer: undefined },
    { label: "1", answer: 1 },
    { label: '"true"', answer: "true" },
    { label: "the customer's id", answer: "cus_test" },
    { label: "an object", answer: { allowed: true } },
    { label: "a list", answer: [true] },
    { label: "a Boolean object", answer: Object(true) },
    { label: "a function", answer: () => true },
    { label: "a promise of a user", answer: Promise.resolve({ id: 1 }) },
    { label: "a promise of a promise-like false", answer: Promise.resolve(Promise.resolve(false)) },
  ])("refuses with $label", async ({ answer }) => {
    const { ask, requests } = proxyFor(() => fromJavaScript(answer));

    expect(await problemOf(await ask())).toBe("403 forbidden");
    expect(requests).toHaveLength(0);
  });

  it.each([
    {
      label: "throws",
      authorize: () => {
        throw new Error("no session store");
      },
    },
    { label: "rejects", authorize: () => Promise.reject(new Error("no session store")) },
    { label: "rejects with nothing", authorize: () => Promise.reject(fromJavaScript(undefined)) },
    { label: "rejects with true", authorize: () => Promise.reject(fromJavaScript(true)) },
    { label: "rejects with a timeout", authorize: () => Promise.reject(new DOMException("late", "TimeoutError")) },
  ])("refuses when it $label", async ({ authorize }) => {
    const { ask, requests } = proxyFor(authorize);

    expect(await problemOf(await ask())).toBe("403 forbidden");
    expect(requests).toHaveLength(0);
  });

  it("refuses a customer that the session may not see", async () => {
    const { ask, requests } = proxyFor((_request, customerId) => customerId === "cus_test");

    expect(await problemOf(await ask("cus_other"))).toBe("403 forbidden");
    expect(requests).toHaveLength(0);
  });

  it("gives the same refusal for customers that exist and that do not", async () => {
    const { ask } = proxyFor(() => false);
    const [known, unknown] = await Promise.all([ask("cus_other"), ask("cus_nobody")]);

    expect(await problemOf(known)).toBe(await problemOf(unknown));
  });

  it("receives the request itself and the decoded id", async () => {
    const seen: unknown[] = [];
    const { fetch } = observedSandbox();
    const authorize = (request: Request, customerId: string) => {
      seen.push(request, customerId);
      return true;
    };
    const request = new Request(creditsUrl("cus%5Ftest"), { headers: { Cookie: "session=1" } });
    await createCreditsHandler(proxyOptions({ fetch, authorize }))(request);

    expect(seen[0]).toBe(request);
    expect(seen[1]).toBe("cus_test");
  });

  it("is asked for every request, and each visitor gets its own answer", async () => {
    const { ask } = proxyFor((request, customerId) => request.headers.get("Cookie") === customerId);

    const [first, stranger, other, again] = await Promise.all([
      ask("cus_test", asVisitor("cus_test")),
      ask("cus_test", asVisitor("cus_other")),
      ask("cus_other", asVisitor("cus_other")),
      ask("cus_test", asVisitor("cus_test")),
    ]);

    expect(await productsOf(first)).toStrictEqual(["itm_apicalls"]);
    expect(stranger.status).toBe(403);
    expect(await productsOf(other)).toStrictEqual(["itm_other"]);
    expect(again.status).toBe(200);
  });

  it("is not satisfied by an earlier yes", async () => {
    const yes = [true, false];
    const { ask } = proxyFor(() => yes.shift() ?? false);
    await ask();

    expect(await problemOf(await ask())).toBe("403 forbidden");
  });
});
