import * as fc from "fast-check";
import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reportFigures } from "../support/reportFigures.ts";
import {
  aKeyPair,
  aKeyService,
  aToken,
  at,
  audience,
  claims,
  encoded,
  otherSecret,
  secret,
  tokenProxy,
} from "../support/tokens.ts";
import type { Claims } from "../support/tokens.ts";

/** What may stand in a header and in a token: all that can be seen, and a blank. */
const anyCharacter = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
const letter = fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"));

/** How a token that is signed in another way than ours comes about: the claims are still the good ones. */
type Forge = (header: Claims, payload: Claims) => string;

const part = (token: string, index: number) => token.split(".")[index] ?? "";
const withPart = (token: string, index: number, value: string) => token.split(".").with(index, value).join(".");

/** Every way of spoiling a good token that we could think of. `others` are good ones, too, of other customers and times. */
function mutationsOf(token: string, others: readonly string[], forge: Forge) {
  const spot = fc.nat(token.length - 1);
  const whichPart = fc.nat(2);
  const parsed: Claims[] = [0, 1].map((index) => JSON.parse(Buffer.from(part(token, index), "base64url").toString()));
  const [header = {}, payload = {}] = parsed;

  const flipped = fc.tuple(spot, anyCharacter).map(([place, value]) => token.slice(0, place) + value + token.slice(place + 1));
  const inserted = fc.tuple(spot, anyCharacter).map(([place, value]) => token.slice(0, place) + value + token.slice(place));
  const deleted = fc
    .tuple(spot, fc.integer({ min: 1, max: 8 }))
    .map(([place, count]) => token.slice(0, place) + token.slice(place + count));
  const truncated = spot.map((place) => token.slice(0, place));
  const repeated = fc.tuple(spot, fc.nat(40)).map(([place, count]) => token.slice(0, place + count) + token.slice(place));

  /** The last letter of a part holds bits that count for nothing: several letters decode to the same bytes. */
  const lastLetter = fc
    .tuple(whichPart, letter)
    .map(([index, value]) => withPart(token, index, part(token, index).slice(0, -1) + value));
  const padded = fc
    .tuple(whichPart, fc.constantFrom("=", "==", "%3D", "A", "AA", "AAA", "\\n", " ", "\t", "."))
    .map(([index, padding]) => withPart(token, index, part(token, index) + padding));
  const otherAlphabet = whichPart.map((index) => {
    const standard = Buffer.from(part(token, index), "base64url").toString("base64");
    return withPart(token, index, standard);
  });
  const otherCase = fc.tuple(spot, fc.constantFrom("one", "lower", "upper")).map(([place, which]) => {
    if (which === "lower") return token.toLowerCase();
    if (which === "upper") return token.toUpperCase();
    const old = token.charAt(place);
    return token.slice(0, place) + (old === old.toUpperCase() ? old.toLowerCase() : old.toUpperCase()) + token.slice(place + 1);
  });
  const rearranged = fc.tuple(whichPart, whichPart, whichPart).map((order) => order.map((index) => part(token, index)).join("."));
  const emptied = fc
    .tuple(whichPart, fc.constantFrom("", "e30", "bnVsbA", "W10"))
    .map(([index, value]) => withPart(token, index, value));
  const spliced = fc
    .tuple(fc.constantFrom(...others), whichPart, fc.boolean())
    .map(([other, index, back]) =>
      back ? withPart(other, index, part(token, index)) : withPart(token, index, part(other, index)),
    );
  const bitFlipped = fc.tuple(whichPart, fc.nat(10_000), fc.nat(7)).map(([index, place, bit]) => {
    const bytes = Buffer.from(part(token, index), "base64url");
    const target = place % bytes.length;
    bytes[target] = (bytes[target] ?? 0) ^ (1 << bit);
    return withPart(token, index, bytes.toString("base64url"));
  });
  const cutSignature = fc
    .nat(40)
    .map((length) => withPart(token, 2, Buffer.from(part(token, 2), "base64url").subarray(0, length).toString("base64url")));

  /** Other words under the old signature. */
  const reworded = fc
    .tuple(
      fc.constantFrom("sub", "aud", "exp", "iat", "nbf", "iss"),
      fc.oneof(fc.constantFrom("cus_test", audience, null, undefined, true), fc.nat(4_102_444_800)),
    )
    .map(([claim, value]) => withPart(token, 1, encoded({ ...payload, [claim]: value })));
  const relabelled = fc
    .tuple(
      fc.constantFrom("alg", "typ", "kid", "jwk", "jku", "x5c", "crit", "b64", "zip", "enc", "cty"),
      fc.constantFrom<unknown>(
        "none",
        "None",
        "",
        "HS256",
        "HS384",
        "HS512",
        "RS256",
        "ES256",
        "ES512",
        "dir",
        "A256KW",
        null,
        false,
        0,
        [],
        ["b64"],
        {},
      ),
    )
    .map(([name, value]) => withPart(token, 0, encoded({ ...header, [name]: value })));

  /** Signed anew, with good words, by somebody who has to guess. */
  const forged = fc
    .record({
      alg: fc.constantFrom(
        "none",
        "None",
        "NONE",
        "nOnE",
        "HS256",
        "HS384",
        "HS512",
        "hs256",
        "RS256",
        "ES256",
        "",
        " HS256",
        "HS256 ",
      ),
      kid: fc.constantFrom(undefined, "key_1", "key_2", "", "../../dev/null", "' or 1=1"),
      exp: fc.integer({ min: at(60), max: at(600) }),
    })
    .map(({ alg, kid, exp }) => forge({ ...header, alg, ...(kid !== undefined && { kid }) }, { ...payload, exp }));

  return fc
    .oneof(
      flipped,
      inserted,
      deleted,
      truncated,
      repeated,
      lastLetter,
      padded,
      otherAlphabet,
      otherCase,
      rearranged,
      emptied,
      spliced,
      bitFlipped,
      cutSignature,
      reworded,
      relabelled,
      forged,
    )
    .filter((mutated) => mutated !== token && !others.includes(mutated) && mutated.trim() === mutated);
}

/** Signs with each key in turn that somebody could guess, and in the end not at all. */
function guess(keys: readonly string[]): Forge {
  let turn = 0;
  return (header, payload) => {
    const text = `${encoded(header)}.${encoded(payload)}`;
    const hash = /^hs(256|384|512)$/i.exec(String(header.alg).trim())?.[1] ?? "256";
    turn += 1;
    const key = keys[turn % (keys.length + 1)];
    return `${text}.${key === undefined ? "" : createHmac(`sha${hash}`, key).update(text).digest("base64url")}`;
  };
}

const figures = { accepted: 0, tried: new Set<string>() };

/** In milliseconds; a few seconds on a machine with nothing else to do. */
const timeout = 120_000;

describe("a token that was tampered with", () => {
  /** Each is tried once. */
  async function isRefused(ask: ReturnType<typeof tokenProxy>["ask"], mutated: string): Promise<boolean> {
    fc.pre(!figures.tried.has(mutated));
    figures.tried.add(mutated);
    const { status } = await ask(`Bearer ${mutated}`);
    if (status !== 401) figures.accepted += 1;
    return status === 401;
  }

  it("is not believed where a secret signs", { timeout }, async () => {
    const { ask, requests } = tokenProxy();
    const good = aToken();
    const others = [claims({ sub: "cus_other" }), claims({ exp: at(120) })].map((payload) => aToken(payload));
    // The right secret under another algorithm; the wrong one, none, and what is in everybody's hands under the right one.
    const wrongAlgorithm: Forge = ({ alg, ...header }, payload) =>
      guess([secret])({ ...header, alg: alg === "HS256" ? "HS384" : alg }, payload);
    const wrongKey = guess([otherSecret, "", "secret", good]);

    await fc.assert(
      fc.asyncProperty(fc.oneof(mutationsOf(good, others, wrongAlgorithm), mutationsOf(good, others, wrongKey)), (mutated) =>
        isRefused(ask, mutated),
      ),
      { numRuns: 6_000 },
    );
    expect(requests).toHaveLength(0);
    expect((await ask(`Bearer ${good}`)).status).toBe(200);
  });

  it.each(["ES256", "RS256"])("is not believed where a service publishes keys (%s)", { timeout }, async (alg) => {
    const [pair, next] = await Promise.all([aKeyPair(alg, "key_1"), aKeyPair(alg, "key_2")]);
    const { jwksUrl } = await aKeyService(pair.jwk, next.jwk);
    const { ask, requests } = tokenProxy({ jwksUrl, audience });
    const words = claims({ aud: audience });
    const good = await pair.sign(words);
    const others = await Promise.all([pair.sign({ ...words, sub: "cus_other" }), next.sign(words)]);
    const publicKey = JSON.stringify(pair.jwk);

    await fc.assert(
      fc.asyncProperty(mutationsOf(good, others, guess([publicKey, "", secret])), (mutated) => isRefused(ask, mutated)),
      { numRuns: 2_000 },
    );
    expect(requests).toHaveLength(0);
    expect((await ask(`Bearer ${good}`)).status).toBe(200);
  });

  it("was tried ten thousand times", () => {
    const { tried, accepted } = figures;
    reportFigures("tokens", `${tried.size} different mutated tokens, ${accepted} accepted`);

    expect({ tried: tried.size, accepted }).toStrictEqual({ tried: 10_000, accepted: 0 });
  });
});

describe("a refusal", () => {
  /** What a refused visitor can see. Each problem has an id of its own. */
  async function seen(response: Response) {
    const body = (await response.text()).replace(/"request_id":"[\da-f-]{36}"/, '"request_id":""');
    return { status: response.status, statusText: response.statusText, headers: Object.fromEntries(response.headers), body };
  }

  it.each([
    { label: "no token", authorization: undefined, status: 401 },
    { label: "garbage", authorization: "Bearer a.b.c", status: 401 },
    { label: "an expired token", authorization: `Bearer ${aToken(claims({ exp: at(-60) }))}`, status: 401 },
    { label: "a token of the wrong secret", authorization: `Bearer ${aToken(claims(), otherSecret)}`, status: 401 },
    { label: "a good token of a third customer", authorization: `Bearer ${aToken(claims({ sub: "cus_third" }))}`, status: 403 },
    { label: "a good token of nobody", authorization: `Bearer ${aToken(claims({ sub: undefined }))}`, status: 403 },
  ])(
    "of $label is the same for a customer in the cache, one that exists and one that does not",
    async ({ authorization, status }) => {
      const { ask, requests } = tokenProxy();
      await ask(`Bearer ${aToken()}`);
      const calls = requests.length;
      const [held, known, unknown] = await Promise.all(
        ["cus_test", "cus_other", "cus_nobody"].map(async (customerId) => seen(await ask(authorization, customerId))),
      );

      expect(held).toMatchObject({ status });
      expect(known).toStrictEqual(held);
      expect(unknown).toStrictEqual(held);
      expect(requests).toHaveLength(calls);
    },
  );
});
