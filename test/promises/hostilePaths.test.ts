import { connect } from "node:net";
import { text } from "node:stream/consumers";
import * as fc from "fast-check";
import { object, parse, string, tuple } from "valibot";
import { describe, expect, it } from "vitest";
import { isProblemCode, problems } from "../../src/domain/problem.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { aCredit } from "../support/credits.ts";
import { reportFigures } from "../support/reportFigures.ts";
import { fromJavaScript } from "../support/fromJavaScript.ts";
import { serve } from "../support/serve.ts";
import { aList } from "../support/upstream.ts";

/** All that Hyperline may ever be asked, as it arrives there, and who may stand in it. Written down apart from the code that it tests. */
const askable = /^\/v1\/customers\/([^/?#]+)\/credits\?take=100&skip=\d+$/;
const customer = /^[\w.~:@+-]{1,128}$/;
const dotsOnly = /^\.+$/;

/** What is known to have confused a parser, a framework or a gateway. */
const tricks = {
  dots: ["..", ".", "../", "..\\", "%2e%2e", "%2E.", ".%2e/", "%252e%252e", "..;", "%2e%2e%2f", "．．", "…"],
  slashes: ["/", "//", "\\", "%2f", "%2F", "%5c", "%252f", "／", "⁄", "%c0%af", "%e0%80%af"],
  queries: ["?", "#", "%3f", "%23", "&", ";", "=", "?take=1", "&skip=1", "?a=/v1/customers/x/credits", "#/credits"],
  escapes: ["%", "%%", "%z", "%zz", "%2", "%u002e", "%ff", "%C3", "%ed%a0%80", "%F0%9F%92", "%25"],
  breaks: ["\0", "%00", "\r\n", "%0d%0a", "\n", "\t", "%09", " ", "%20", "+", "\u007F", "\u0085", "\u2028"],
  ghosts: ["\u202E", "\uFEFF", "\uD800"],
  hosts: [" HTTP/1.1\r\nHost: evil.example\r\n\r\nGET /v1/invoices", "@evil.example", "http://evil.example/", "//evil.example"],
  routes: ["/v1/customers/", "/credits", "v1", "customers", "credits", "/v1/invoices", "/credits/itm_1/purchase"],
  names: ["undefined", "__proto__", "*", "cus_*"],
};

const hex = (byte: number) => `%${byte.toString(16).padStart(2, "0")}`;
const escaped = (value: string) => Array.from(Buffer.from(value), hex).join("");

const anId = fc.string({ unit: fc.constantFrom(...Array.from("abcXYZ019_.~:@+-")), minLength: 1, maxLength: 130 });
const aLongId = fc.tuple(fc.integer({ min: 120, max: 136 }), anId).map(([size, id]) => id.repeat(size).slice(0, size));
const trick = fc.constantFrom(...Object.values(tricks).flat());
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ maxLength: 12 }),
  fc.array(fc.nat(0xffff), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
);
const aLongRun = fc
  .tuple(fc.oneof(trick, anId), fc.integer({ min: 2, max: 9_000 }))
  .map(([piece, size]) => piece.repeat(Math.ceil(size / piece.length)));
const aHostileId = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.oneof(trick, trick, anId, anything), { minLength: 1, maxLength: 5 }).map((all) => all.join("")),
  },
  { weight: 2, arbitrary: anything },
  { weight: 2, arbitrary: fc.oneof(anId, anId, aLongId) },
  { weight: 1, arbitrary: fc.tuple(anId, trick, anId).map((all) => all.join("")) },
);

/** An id as it can be written in a path: as it is, escaped once or twice, or escaped and broken. */
const written = fc
  .tuple(fc.oneof({ weight: 40, arbitrary: aHostileId }, { weight: 1, arbitrary: aLongRun }), fc.nat(9), fc.nat(400))
  .map(([id, way, place]) => {
    if (way < 4) return id;
    const once = escaped(id);
    if (way < 7) return once;
    if (way === 7) return once.replaceAll("%", "%25");
    return way === 8 ? once.slice(0, place) : once.slice(0, place) + "%" + once.slice(place);
  });

const aMount = fc.constantFrom("", "/api/hyperline", "/a/b/c", "/v1/customers/cus_1/credits", "//", "/%2e%2e");
const noise = fc.array(fc.oneof(trick, anything), { maxLength: 3 }).map((all) => all.join(""));

/** A path with whatever follows it. Always begins with a slash, as every path does that a server is given. */
const aTarget = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(aMount, written).map(([mount, id]) => `${mount}/v1/customers/${id}/credits`) },
  {
    weight: 1,
    arbitrary: fc.tuple(noise, written, noise).map(([before, id, after]) => `/${before}/v1/customers/${id}/credits${after}`),
  },
  { weight: 1, arbitrary: fc.array(fc.oneof(trick, written), { maxLength: 8 }).map((all) => `/${all.join("/")}`) },
);

const figures = {
  handler: 0,
  listener: 0,
  sockets: 0,
  unparsable: 0,
  answered: 0,
  calls: 0,
  strays: 0,
  customers: new Set<string>(),
  statuses: new Map<number, number>(),
};

/** Plays Hyperline: whoever asks for anything else than a customer's credits is written down as a stray. */
function observedUpstream() {
  const asked: string[] = [];
  const strays: string[] = [];
  const answer = (target: string) => {
    const id = decodeURIComponent(askable.exec(target)?.[1] ?? "");
    figures.calls += 1;
    figures.customers.add(id);
    if (!customer.test(id) || dotsOnly.test(id)) {
      figures.strays += 1;
      strays.push(target);
    }
    return aList([aCredit({ customer_id: id })]);
  };
  const options: CreditsProxyOptions<unknown> = {
    apiKey: "prod_secret",
    budget: 1_000_000_000,
    authorize: (_incoming, customerId) => asked.push(customerId) > 0,
    fetch: async ({ url, method }) => {
      const { origin, pathname, search, hash } = new URL(url);
      const isHyperline = method === "GET" && origin === "https://api.hyperline.co";
      return new Response(answer(isHyperline ? pathname + search + hash : `${method} ${url}`));
    },
  };
  const begin = () => {
    asked.length = strays.length = 0;
  };
  return { begin, asked, strays, answer, options };
}

const problem = object({ code: string() });
const rows = object({ data: tuple([object({ customer_id: string() })]) });

/**
 * Whether an answer is one of ours; and if it holds rows, whether they are of the very customer that stands in the path, decoded once, and
 * that authorize was asked about.
 */
function isOurs(path: string, status: number, body: string, asked: string | undefined): boolean {
  figures.answered += 1;
  figures.statuses.set(status, (figures.statuses.get(status) ?? 0) + 1);
  const value: unknown = JSON.parse(body);
  if (status === 200) {
    const own = parse(rows, value).data[0].customer_id;
    return own === asked && own === decodeURIComponent(path.split("/").at(-2) ?? "");
  }
  const { code } = parse(problem, value);
  return asked === undefined && isProblemCode(code) && problems[code] === status;
}

/** In milliseconds; a tenth of it on a machine with nothing else to do. */
const timeout = 120_000;

describe("a hostile path", () => {
  it("cannot make the handler ask for anything but one customer's credits", { timeout }, async () => {
    const { begin, asked, strays, options } = observedUpstream();
    const handler = createCreditsHandler(options);

    await fc.assert(
      fc.asyncProperty(aTarget, async (target) => {
        begin();
        figures.handler += 1;
        const request = new Request(`https://app.example${target}`);
        const response = await handler(request);
        return isOurs(new URL(request.url).pathname, response.status, await response.text(), asked[0]) && strays.length === 0;
      }),
      { numRuns: 40_000 },
    );
    expect(figures.strays).toBe(0);
  });

  it("cannot make the listener ask for anything but one customer's credits", { timeout }, async () => {
    const { begin, asked, strays, options } = observedUpstream();
    const listener = createCreditsListener(options);

    await fc.assert(
      fc.asyncProperty(aTarget, async (target) => {
        begin();
        figures.listener += 1;
        const { status, body } = await new Promise<{ status: number; body: string }>((resolve) => {
          const response = {
            writeHead: (code: number) => ({
              end: (bytes: Uint8Array) => resolve({ status: code, body: Buffer.from(bytes).toString() }),
            }),
          };
          listener(fromJavaScript({ url: target, method: "GET", headers: {} }), fromJavaScript(response));
        });
        return isOurs(target, status, body, asked[0]) && strays.length === 0;
      }),
      { numRuns: 58_000 },
    );
    expect(figures.strays).toBe(0);
  });

  it("cannot do it as bytes on a socket either, nor stop the server", { timeout }, async () => {
    const { begin, strays, answer, options } = observedUpstream();
    const baseUrl = await serve(({ method, url = "" }, response) => {
      response.end(answer(method === "GET" ? url : `${method} ${url}`));
    });
    const proxy = new URL(await serve(createCreditsListener({ ...options, baseUrl, fetch: undefined })));

    /** Everything that comes back until the server hangs up. */
    async function send(target: string): Promise<string> {
      const socket = connect(Number(proxy.port), proxy.hostname);
      socket.write(`GET ${target} HTTP/1.1\r\nHost: app.example\r\nConnection: close\r\n\r\n`);
      return text(socket);
    }

    await fc.assert(
      fc.asyncProperty(aTarget, async (target) => {
        begin();
        figures.sockets += 1;
        const answers = await send(target);
        figures.answered += 1;
        // Some are no HTTP, which Node refuses in its own words.
        if (/^HTTP\/1\.1 (400 Bad Request|431 [\w ]+)\r\nConnection: close\r\n\r\n$/.test(answers)) figures.unparsable += 1;
        else if (!/^HTTP\/1\.1 (200|400|404) [^]*\r\nX-Content-Type-Options: nosniff\r\n/.test(answers)) return false;
        return strays.length === 0;
      }),
      { numRuns: 2_000 },
    );
    expect(await send("/v1/customers/cus_test/credits")).toContain("itm_apicalls");
  });

  it("was tried a hundred thousand times", () => {
    const { handler, listener, sockets, unparsable, answered, calls, strays, customers, statuses } = figures;
    const paths = handler + listener + sockets;
    const answers = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
    reportFigures(
      "hostile paths",
      `${paths} (${handler} to the handler, ${listener} to the listener, ${sockets} as bytes on a socket, of which Node itself ` +
        `refused ${unparsable}), ${paths - answered} without an answer; ${calls} calls reached Hyperline for ${customers.size} ` +
        `well-formed ids, ${strays} for anything else; answers of handler and listener: ${answers.join(", ")}`,
    );

    expect({ paths, answered, strays }).toStrictEqual({ paths: 100_000, answered: 100_000, strays: 0 });
    // Without paths that do get through nothing would have been shown.
    expect(customers.size).toBeGreaterThan(1_000);
    expect([...statuses.keys()].toSorted((a, b) => a - b)).toStrictEqual([200, 400, 404]);
  });
});
