import { randomUUID } from "node:crypto";
import { object, parse, string } from "valibot";
import { describe, expect, it, vi } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { creditsUrl, proxyOptions } from "../support/proxy.ts";
import { rawRequest } from "../support/rawRequest.ts";
import { serve } from "../support/serve.ts";
import { answering, never } from "../support/upstream.ts";

const listed = "https://app.example.com";
const second = "http://localhost:5173";
const allowedOrigins = [listed, second];

type Options = Partial<CreditsProxyOptions<unknown>>;
type Init = { method?: string; headers?: Record<string, string>; path?: string };
type Seen = { status: number; headers: Record<string, string>; body: string };

const path = new URL(creditsUrl()).pathname;

/** Both skins of the proxy, asked in the same words. Headers are named in small letters. */
const skins = [
  {
    skin: "the handler",
    open: async (options: Options) => {
      const handler = createCreditsHandler(proxyOptions({ allowedOrigins, ...options }));
      return async ({ path: target = path, ...init }: Init = {}): Promise<Seen> => {
        const response = await handler(new Request(`https://proxy.example${target}`, init));
        return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
      };
    },
  },
  {
    skin: "the listener",
    open: async (options: Options) => {
      const origin = await serve(createCreditsListener(proxyOptions({ allowedOrigins, ...options })));
      return async ({ path: target = path, ...init }: Init = {}): Promise<Seen> => {
        const { status, headers, body } = await rawRequest(origin, target, init);
        return {
          status,
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
          body,
        };
      };
    },
  },
];

/** The headers by which a page on another origin is let in. */
function corsOf({ headers }: Seen): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("access-control-")));
}

/** Words of a list in a header, in small letters. */
function listOf(header: string | undefined): string[] {
  return (header ?? "").split(",").map((word) => word.trim().toLowerCase());
}

/** The status and the code of a problem. */
function problemOf({ status, body }: Seen): string {
  return `${status} ${parse(object({ code: string() }), JSON.parse(body)).code}`;
}

/** Origins that look like listed ones, or like everybody's. */
const strangers = [
  { label: "another site", origin: "https://evil.com" },
  { label: "another scheme", origin: "http://app.example.com" },
  { label: "another port", origin: "https://app.example.com:8443" },
  { label: "the port that goes without saying", origin: "https://app.example.com:443" },
  { label: "another port on this machine", origin: "http://localhost:5174" },
  { label: "this machine without a port", origin: "http://localhost" },
  { label: "this machine by its number", origin: "http://127.0.0.1:5173" },
  { label: "a site above", origin: "https://example.com" },
  { label: "a site below", origin: "https://evil.app.example.com" },
  { label: "a site beside", origin: "https://other.example.com" },
  { label: "a site that begins so", origin: "https://app.example.com.evil.com" },
  { label: "a site that begins so, without a dot", origin: "https://app.example.community" },
  { label: "a site that ends so", origin: "https://evilapp.example.com" },
  { label: "a site with another character for the dot", origin: "https://app-example.com" },
  { label: "a user name", origin: "https://app.example.com@evil.com" },
  { label: "a slash at the end", origin: "https://app.example.com/" },
  { label: "a dot at the end", origin: "https://app.example.com." },
  { label: "a path", origin: "https://app.example.com/page" },
  { label: "capitals", origin: "https://APP.example.com" },
  { label: "a scheme in capitals", origin: "HTTPS://app.example.com" },
  { label: "no scheme", origin: "app.example.com" },
  { label: "two origins", origin: "https://app.example.com, https://evil.com" },
  { label: "two origins, listed last", origin: "https://evil.com https://app.example.com" },
  { label: "both that are listed", origin: allowedOrigins.join() },
  { label: "null", origin: "null" },
  { label: "undefined", origin: "undefined" },
  { label: "a star", origin: "*" },
  { label: "a property of every object", origin: "constructor" },
];

describe.each(skins)("$skin", ({ open }) => {
  const ask = async (options: Options, init?: Init) => (await open(options))(init);

  describe("for a page on a listed origin", () => {
    it.each(allowedOrigins)("lets %s, and only it, read the answer, with cookies", async (origin) => {
      const seen = await ask({}, { headers: { Origin: origin } });

      expect(seen.status).toBe(200);
      expect(seen.body).toContain("itm_apicalls");
      expect(corsOf(seen)).toMatchObject({ "access-control-allow-origin": origin, "access-control-allow-credentials": "true" });
    });

    it("answers a preflight with what the widget sends and reads, without asking anybody", async () => {
      const authorize = vi.fn<() => boolean>(() => true);
      const headers = {
        Origin: listed,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization,cache-control",
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "cors",
      };
      const seen = await ask({ authorize }, { method: "OPTIONS", headers });
      const cors = corsOf(seen);

      expect({ status: seen.status, body: seen.body }).toStrictEqual({ status: 204, body: "" });
      expect(cors).toMatchObject({ "access-control-allow-origin": listed, "access-control-allow-credentials": "true" });
      expect(listOf(cors["access-control-allow-methods"])).toEqual(expect.arrayContaining(["get", "head"]));
      expect(listOf(cors["access-control-allow-methods"])).not.toContain("post");
      // With credentials a star would be a name like any other. https://fetch.spec.whatwg.org/#cors-preflight-fetch
      expect(listOf(cors["access-control-allow-headers"])).toEqual(expect.arrayContaining(["authorization", "cache-control"]));
      expect(Object.values(cors).join()).not.toContain("*");
      expect(Number(cors["access-control-max-age"])).toBeGreaterThan(0);
      expect(authorize).not.toHaveBeenCalled();
    });

    it.each<{ problem: string; options?: Options; init?: Init }>([
      { problem: "400 invalid_request", init: { path: `${path}?take=1` } },
      { problem: "401 unauthenticated", options: { authorize: () => null } },
      { problem: "403 forbidden", options: { authorize: () => false } },
      { problem: "403 forbidden", init: { headers: { "Sec-Fetch-Mode": "navigate" } } },
      { problem: "404 not_found", options: { fetch: answering("", { status: 404 }) } },
      { problem: "405 method_not_allowed", init: { method: "POST" } },
      { problem: "429 rate_limited", options: { fetch: answering("", { status: 429, headers: { "Retry-After": "7" } }) } },
      { problem: "500 internal", options: { now: () => Number.NaN } },
      { problem: "502 upstream_failed", options: { fetch: answering("", { status: 500 }) } },
      { problem: "502 upstream_invalid", options: { fetch: answering("") } },
      { problem: "504 upstream_timeout", options: { fetch: () => never<Response>(), timeout: 30 } },
    ])("lets it read $problem, too, and when to ask again", async ({ problem, options = {}, init = {} }) => {
      const seen = await ask(options, { ...init, headers: { ...init.headers, Origin: listed } });

      expect(problemOf(seen)).toBe(problem);
      expect(corsOf(seen)).toMatchObject({ "access-control-allow-origin": listed, "access-control-allow-credentials": "true" });
      expect(listOf(seen.headers["access-control-expose-headers"])).toEqual(expect.arrayContaining(["retry-after", "date"]));
      expect(seen.headers["retry-after"]).toBe(seen.status === 429 ? "7" : undefined);
    });

    it("passes what a browser calls cross-site on to authorize", async () => {
      const authorize = vi.fn<() => boolean>(() => true);
      const headers = { Origin: listed, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors" };

      expect((await ask({ authorize }, { headers })).status).toBe(200);
      expect(authorize).toHaveBeenCalledOnce();
    });
  });

  describe("for a page on any other origin", () => {
    it.each([...strangers, { label: "no origin", origin: "" }])("lets $label read nothing", async ({ origin }) => {
      expect(corsOf(await ask({}, { headers: { Origin: origin } }))).toStrictEqual({});
    });

    it.each(strangers)("refuses a preflight of $label", async ({ origin }) => {
      const headers = { Origin: origin, "Access-Control-Request-Method": "GET" };
      const seen = await ask({}, { method: "OPTIONS", headers });

      expect(problemOf(seen)).toBe("403 forbidden");
      expect(corsOf(seen)).toStrictEqual({});
    });

    it.each(strangers)("lets $label read nothing where no origin is listed", async ({ origin }) => {
      expect(corsOf(await ask({ allowedOrigins: undefined }, { headers: { Origin: origin } }))).toStrictEqual({});
    });

    it.each([{ origin: undefined }, ...strangers])(
      "refuses a cross-site request of $origin, and asks nobody",
      async ({ origin }) => {
        const authorize = vi.fn<() => boolean>(() => true);
        const headers = { "Sec-Fetch-Site": "cross-site", ...(origin !== undefined && { Origin: origin }) };
        const seen = await ask({ authorize }, { headers });

        expect(problemOf(seen)).toBe("403 forbidden");
        expect(corsOf(seen)).toStrictEqual({});
        expect(authorize).not.toHaveBeenCalled();
      },
    );
  });

  it("lets nobody in because somebody else was, though they share what is remembered", async () => {
    const visit = await open({});
    const origins = [listed, "https://evil.com", second, undefined, listed];
    const seen: (string | undefined)[] = [];
    for (const origin of origins) {
      const answer = await visit(origin === undefined ? {} : { headers: { Origin: origin } });
      expect(answer.status).toBe(200);
      seen.push(corsOf(answer)["access-control-allow-origin"]);
    }

    expect(seen).toStrictEqual([listed, undefined, second, undefined, listed]);
  });

  it.each(["same-origin", "same-site", "none"])("asks authorize about a request that a browser calls %s", async (site) => {
    expect((await ask({}, { headers: { "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "cors" } })).status).toBe(200);
    expect((await ask({ authorize: () => false }, { headers: { "Sec-Fetch-Site": site } })).status).toBe(403);
  });

  it.each([
    { label: "from a link", headers: { "Sec-Fetch-Site": "cross-site" } },
    { label: "from the address bar", headers: { "Sec-Fetch-Site": "none" } },
    { label: "on the same origin", headers: { "Sec-Fetch-Site": "same-origin" } },
    { label: "from a listed origin", headers: { "Sec-Fetch-Site": "cross-site", Origin: listed } },
    { label: "in a frame", headers: { "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "iframe" } },
  ])("is no page to go to $label", async ({ headers }) => {
    const authorize = vi.fn<() => boolean>(() => true);
    const seen = await ask({ authorize }, { headers: { ...headers, "Sec-Fetch-Mode": "navigate" } });

    expect(problemOf(seen)).toBe("403 forbidden");
    expect(authorize).not.toHaveBeenCalled();
  });

  it("names its methods to whoever asks without an origin", async () => {
    const { status, headers, body } = await ask({}, { method: "OPTIONS" });

    expect({ status, allow: headers.allow, body }).toStrictEqual({ status: 204, allow: "GET, HEAD, OPTIONS", body: "" });
  });

  it.each<{ label: string; options?: Options; init?: Init }>([
    { label: "rows" },
    { label: "rows for a listed origin", init: { headers: { Origin: listed } } },
    { label: "no body", init: { method: "HEAD" } },
    { label: "methods", init: { method: "OPTIONS" } },
    { label: "a preflight", init: { method: "OPTIONS", headers: { Origin: listed } } },
    { label: "a refused preflight", init: { method: "OPTIONS", headers: { Origin: "https://evil.com" } } },
    { label: "a bad request", init: { path: `${path}?x` } },
    { label: "a refusal", options: { authorize: () => false } },
    { label: "another path", init: { path: "/" } },
    { label: "a folded path", init: { path: "/v1/credits" } },
    { label: "another method", init: { method: "PUT" } },
    { label: "a failure", options: { fetch: answering("", { status: 500 }) } },
  ])("keeps $label out of caches, frames, other sites' pages and guesses", async ({ options = {}, init = {} }) => {
    expect((await ask(options, init)).headers).toMatchObject({
      vary: "Origin",
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
  });

  it.each([
    { label: "a listed origin", origin: listed },
    { label: "another one", origin: `https://echo-${randomUUID()}.example` },
    { label: "none", origin: undefined },
  ])("repeats nothing that a request with $label says", async ({ origin }) => {
    const echo = `echo-${randomUUID()}`;
    const names = [
      "Accept",
      "Access-Control-Request-Headers",
      "Access-Control-Request-Method",
      "Authorization",
      "Cache-Control",
      "Cookie",
    ];
    const more = [
      "Host",
      "If-None-Match",
      "Range",
      "Referer",
      "Sec-Fetch-Dest",
      "Sec-Fetch-Mode",
      "Sec-Fetch-Site",
      "User-Agent",
      "X-Forwarded-Host",
    ];
    const headers = Object.fromEntries([...names, ...more].map((name) => [name, echo]));
    const all = { ...headers, ...(origin !== undefined && { Origin: origin }) };
    const answers = await Promise.all([
      ...["GET", "HEAD", "OPTIONS", "DELETE"].map((method) => ask({ diagnostics: true }, { method, headers: all })),
      ask({ authorize: () => null }, { headers: all }),
      ask({}, { headers: all, path: `${path}?${echo}` }),
      ask({}, { headers: all, path: `/v1/customers/${echo}%20/credits` }),
      ask({}, { headers: all, path: `/${echo}` }),
    ]);

    for (const { headers: answered, body } of answers) {
      const said = [...Object.entries(answered).flat(), body].join("\n");
      expect(said).not.toMatch(/echo-/i);
    }
  });
});

describe("allowedOrigins", () => {
  it.each([
    "*",
    "null",
    "",
    "app.example.com",
    "https://app.example.com/",
    "https://APP.example.com",
    "https://*.example.com",
    "https://app.example.com:443",
    "https://app.example.com/app",
    "https://a@app.example.com",
    "file:///",
    "about:blank",
  ])("with %j throws at once and says how to mend it", (origin) => {
    const create = () => createCreditsHandler(proxyOptions({ allowedOrigins: [listed, origin] }));

    expect(create).toThrow(TypeError);
    expect(create).toThrow(`allowedOrigins holds ${JSON.stringify(origin)}`);
    expect(create).toThrow('Write it like "https://app.example.com"');
  });

  it("that is no list throws at once", () => {
    expect(() => createCreditsHandler(fromJavaScript(proxyOptions({ allowedOrigins: fromJavaScript(listed) })))).toThrow(
      TypeError,
    );
  });

  it("that is changed later changes nothing", async () => {
    const origins = [listed];
    const handler = createCreditsHandler(proxyOptions({ allowedOrigins: origins }));
    origins.push("https://evil.com");
    const response = await handler(new Request(creditsUrl(), { headers: { Origin: "https://evil.com" } }));

    expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
});
