import { describe, expect, it } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { proxyOptions } from "../support/proxy.ts";

const mistakes = [
  { label: "no key", changes: { apiKey: undefined }, says: "apiKey is missing", mend: "process.env.HYPERLINE_API_KEY" },
  { label: "an empty key", changes: { apiKey: "" }, says: "apiKey is missing", mend: "process.env.HYPERLINE_API_KEY" },
  { label: "a key that is no text", changes: { apiKey: fromJavaScript(7) }, says: "apiKey is missing", mend: "Pass the key" },
  { label: "a key with a line break", changes: { apiKey: "prod_a\n" }, says: "apiKey holds a space", mend: "Copy it again" },
  { label: "a key with a blank", changes: { apiKey: "Bearer prod_a" }, says: "apiKey holds a space", mend: "Copy it again" },
  { label: "a key with an accent", changes: { apiKey: "prod_é" }, says: "apiKey holds a space", mend: "Copy it again" },
  {
    label: "no authorize",
    changes: { authorize: undefined },
    says: "authorize is missing",
    mend: "Pass a function that returns true",
  },
  { label: "authorize that is true", changes: { authorize: true }, says: "authorize is missing", mend: "Pass a function" },
  { label: "no time", changes: { timeout: 0 }, says: "timeout is 0", mend: "Leave it out for 8000" },
  { label: "a negative time", changes: { timeout: -1 }, says: "timeout is -1", mend: "milliseconds, from 1 to 120000" },
  { label: "a time that is no number", changes: { timeout: Number.NaN }, says: "timeout is NaN", mend: "Leave it out" },
  { label: "endless time", changes: { timeout: Infinity }, says: "timeout is Infinity", mend: "Leave it out" },
  { label: "more than two minutes", changes: { timeout: 120_001 }, says: "timeout is 120001", mend: "from 1 to 120000" },
  {
    label: "a fetch that is an address",
    changes: { fetch: "https://x.example" },
    says: "fetch is not a function",
    mend: "Leave it out",
  },
  { label: "a clock that is a time", changes: { now: 0 }, says: "now is not a function", mend: "Leave it out" },
  {
    label: "a base URL without a scheme",
    changes: { baseUrl: "api.hyperline.co" },
    says: "baseUrl is no URL",
    mend: "Pass an address",
  },
  { label: "an empty base URL", changes: { baseUrl: "" }, says: "baseUrl is no URL", mend: "leave it out" },
  {
    label: "http",
    changes: { baseUrl: "http://api.hyperline.co" },
    says: "would travel unprotected",
    mend: "https://api.hyperline.co",
  },
  {
    label: "http to a neighbour",
    changes: { baseUrl: "http://192.168.0.2" },
    says: "would travel unprotected",
    mend: "https://",
  },
  {
    label: "http to every interface",
    changes: { baseUrl: "http://0.0.0.0:80" },
    says: "would travel unprotected",
    mend: "https://",
  },
  {
    label: "http to a false loopback",
    changes: { baseUrl: "http://127.0.0.1.example" },
    says: "would travel unprotected",
    mend: "https://",
  },
  {
    label: "http to a false localhost",
    changes: { baseUrl: "http://localhost.example" },
    says: "would travel unprotected",
    mend: "https://",
  },
  {
    label: "http behind a user name",
    changes: { baseUrl: "http://localhost@a.example" },
    says: "would travel unprotected",
    mend: "https://",
  },
  { label: "another scheme", changes: { baseUrl: "ftp://api.hyperline.co" }, says: "would travel unprotected", mend: "https://" },
  {
    label: "a user name in the base URL",
    changes: { baseUrl: "https://me@x.example" },
    says: "carries a user name",
    mend: "Pass an address",
  },
  {
    label: "a query in the base URL",
    changes: { baseUrl: "https://x.example?a=1" },
    says: "carries a user name, a query",
    mend: "Pass an address",
  },
  {
    label: "a fragment in the base URL",
    changes: { baseUrl: "https://x.example#a" },
    says: "or a fragment",
    mend: "Pass an address",
  },
];

describe("options", () => {
  it.each(mistakes)("with $label throw at once and say how to mend it", ({ changes, says, mend }) => {
    const create = () => createCreditsHandler(fromJavaScript({ ...proxyOptions(), ...changes }));

    expect(create).toThrow(says);
    expect(create).toThrow(mend);
  });

  it.each(mistakes)("with $label are refused by the listener, too", ({ changes, says }) => {
    expect(() => createCreditsListener(fromJavaScript({ ...proxyOptions(), ...changes }))).toThrow(says);
  });

  it.each([1, 8_000, 120_000, undefined])("accept a timeout of %s", (timeout) => {
    expect(() => createCreditsHandler(proxyOptions({ timeout }))).not.toThrow();
  });

  it("may be frozen", () => {
    expect(() => createCreditsHandler(Object.freeze(proxyOptions()))).not.toThrow();
  });
});
