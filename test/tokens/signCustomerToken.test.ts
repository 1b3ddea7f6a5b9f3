import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { signCustomerToken } from "../../src/tokens/signCustomerToken.ts";
import type { SignCustomerTokenOptions } from "../../src/tokens/signCustomerToken.ts";
import { testTime } from "../support/credits.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { productsOf } from "../support/proxy.ts";
import { at, otherSecret, secret, tokenProxy } from "../support/tokens.ts";

function sign(changes: Partial<SignCustomerTokenOptions> = {}): Promise<string> {
  return signCustomerToken({ customerId: "cus_test", secret, now: () => testTime, ...changes });
}

describe("a signed token", () => {
  it("lets its bearer read its customer, and no other", async () => {
    const { ask } = tokenProxy();
    const bearer = `Bearer ${await sign({ customerId: "cus_other" })}`;

    expect(await productsOf(await ask(bearer, "cus_other"))).toStrictEqual(["itm_other"]);
    expect((await ask(bearer, "cus_test")).status).toBe(403);
  });

  it("says whom it is about, for whom it is meant and from when to when it is good, and no more", async () => {
    const token = await sign();

    expect(decodeProtectedHeader(token)).toStrictEqual({ alg: "HS256", typ: "JWT" });
    expect(decodeJwt(token)).toStrictEqual({ sub: "cus_test", aud: "hyperline-credit-balances", iat: at(0), exp: at(300) });
  });

  it.each([
    { label: "a second", expiresIn: 1_000, seconds: 1 },
    { label: "a second and a half, cut to whole seconds", expiresIn: 1_500, seconds: 1 },
    { label: "ten minutes", expiresIn: 600_000, seconds: 600 },
  ])("is good for $label where that is asked for", async ({ expiresIn, seconds }) => {
    expect(decodeJwt(await sign({ expiresIn })).exp).toBe(at(seconds));
  });

  it.each([
    { label: "until then", later: 299_999, status: 200 },
    { label: "until the clocks may be apart no more", later: 304_000, status: 200 },
    { label: "no longer", later: 306_000, status: 401 },
  ])("is good for five minutes otherwise: $label", async ({ later, status }) => {
    const { ask } = tokenProxy({ secret, now: () => testTime + later });

    expect((await ask(`Bearer ${await sign()}`)).status).toBe(status);
  });

  it("is for the audience that it was signed for", async () => {
    const bearer = `Bearer ${await sign({ audience: "staging" })}`;

    expect((await tokenProxy({ secret, audience: "staging" }).ask(bearer)).status).toBe(200);
    expect((await tokenProxy().ask(bearer)).status).toBe(401);
  });

  it("counts from now where no clock is given", async () => {
    const bearer = `Bearer ${await sign({ now: undefined })}`;

    expect((await tokenProxy({ secret, now: undefined }).ask(bearer)).status).toBe(200);
  });

  it.each([
    { label: "bytes", key: new Uint8Array(32).fill(7) },
    { label: "the fewest characters", key: "x".repeat(32) },
    { label: "few characters of many bytes", key: "é".repeat(16) },
  ])("can be signed with a secret of $label", async ({ key }) => {
    expect((await tokenProxy({ secret: key }).ask(`Bearer ${await sign({ secret: key })}`)).status).toBe(200);
  });
});

describe("a mistake", () => {
  it.each([
    { label: "no secret", changes: { secret: undefined }, says: "secret is missing", mend: "process.env.CREDITS_TOKEN_SECRET" },
    { label: "a short secret", changes: { secret: "x".repeat(31) }, says: "shorter than 32 bytes", mend: "openssl rand" },
    { label: "few bytes", changes: { secret: new Uint8Array(31) }, says: "shorter than 32 bytes", mend: "openssl rand" },
    {
      label: "a list of secrets",
      changes: { secret: [secret, otherSecret] },
      says: "shorter than 32 bytes",
      mend: "openssl rand",
    },
    { label: "no customer", changes: { customerId: undefined }, says: "no customer id", mend: "Pass it as Hyperline gives it" },
    { label: "an empty customer", changes: { customerId: "" }, says: "no customer id", mend: "Pass it as Hyperline gives it" },
    { label: "a customer of dots", changes: { customerId: ".." }, says: "no customer id", mend: "Pass it as Hyperline gives it" },
    { label: "a path", changes: { customerId: "a/b" }, says: "no customer id", mend: "Pass it as Hyperline gives it" },
    { label: "a long customer", changes: { customerId: "c".repeat(129) }, says: "no customer id", mend: "Pass it as" },
    { label: "a list of customers", changes: { customerId: ["cus_test"] }, says: "no customer id", mend: "Pass it as" },
    { label: "more than ten minutes", changes: { expiresIn: 600_001 }, says: "expiresIn is 600001", mend: "from 1000 to 600000" },
    { label: "seconds", changes: { expiresIn: 300 }, says: "expiresIn is 300", mend: "it is in milliseconds" },
    { label: "no life", changes: { expiresIn: 0 }, says: "expiresIn is 0", mend: "Leave it out for 300000" },
    { label: "a past", changes: { expiresIn: -1 }, says: "expiresIn is -1", mend: "Leave it out for 300000" },
    { label: "no number", changes: { expiresIn: Number.NaN }, says: "expiresIn is NaN", mend: "Leave it out for 300000" },
    { label: "eternity", changes: { expiresIn: Infinity }, says: "expiresIn is Infinity", mend: "Leave it out for 300000" },
  ])("such as $label is a TypeError that says how to mend it", async ({ changes, says, mend }) => {
    const error: unknown = await sign(fromJavaScript(changes)).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(says);
    expect(String(error)).toContain(mend);
  });

  it("does not repeat the secret", async () => {
    const error: unknown = await sign({ secret: "hunter2" }).catch((reason: unknown) => reason);

    expect(String(error)).not.toContain("hunter2");
  });
});
