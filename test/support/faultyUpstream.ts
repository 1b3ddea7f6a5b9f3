import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import type { Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { ProblemCode } from "../../src/domain/problem.ts";
import { aCredit } from "./credits.ts";
import { aList, aListWithBalance } from "./upstream.ts";

/** Stands in everything that the upstream writes and that no visitor may ever read. */
export const canary = `canary-${randomUUID()}`;

/** What an upstream does with a connection on which a whole request has arrived. */
type Reply = (socket: Socket) => void;

/** What a visitor gets: a problem, or rows: `good`, `unknown` (the balance), `stale` (the last good ones, marked). */
export type Fault = {
  name: string;
  /** @param elsewhere the origin of a server that must never hear of the request */
  reply: (elsewhere: string) => Reply;
  warm: "stale" | "good" | "unknown";
  cold: ProblemCode | "good" | "unknown";
  /** For how long Hyperline is not asked again, in milliseconds. */
  pause: { atLeast: number; atMost: number };
};

/** An upstream on a loopback port that speaks in bytes, until the test is over: it answers as it was told last. */
export async function faultyUpstream() {
  const state = { calls: 0, reply: goodReply(1_250) };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    let request = "";
    socket.on("data", (bytes) => {
      request += bytes.toString("latin1");
      if (!request.endsWith("\r\n\r\n")) return;
      request = "";
      state.calls += 1;
      state.reply(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The upstream listens on no port.");
  return Object.assign(state, { baseUrl: `http://127.0.0.1:${address.port}` });
}

/** One row with this balance; all that is not the row's own is the canary. */
export function goodReply(balance: number): Reply {
  return whole(200, listWith(balance));
}

/** What a fault says where it says anything good at all, so that it shows when it is believed. */
const wrongBalance = 666;

function listWith(balance: number): string {
  return aList([{ ...aCredit({ current_balance: balance }), internal_note: canary }], { note: canary });
}

function head(status: number, headers: Record<string, string | number>): string {
  const lines = Object.entries({ Server: canary, ETag: canary, "X-Request-Id": canary, ...headers });
  return `HTTP/1.1 ${status} ${canary}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

function whole(status: number, body: string, headers: Record<string, string | number> = {}): Reply {
  return (socket) => socket.write(head(status, { "Content-Length": Buffer.byteLength(body), ...headers }) + body);
}

const list = listWith(wrongBalance);
const refusal = JSON.stringify({ statusCode: 500, message: canary, errors: [canary] });
const foreignRow = aCredit({ product_id: "itm_foreign", customer_id: "cus_other", name: canary });
const chunk = `${Buffer.byteLength(list).toString(16)}\r\n${list}\r\n`;

/** A byte at once and one every 0.7 seconds: no wait between two of them is as long as a deadline. */
function drip(socket: Socket): void {
  socket.write(head(200, { "Content-Length": Buffer.byteLength(list) }));
  let sent = 0;
  const next = () => socket.write(list.charAt(sent++));
  const timer = setInterval(next, 700);
  socket.on("close", () => clearInterval(timer));
  next();
}

/** A list that goes on with blanks, as fast as it is read, until the other side has enough. */
function flood(socket: Socket): void {
  const size = 50_000_000;
  const blanks = Buffer.alloc(100_000, " ");
  let left = size - Buffer.byteLength(list);
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      const piece = blanks.subarray(0, left);
      left -= piece.length;
      if (!socket.write(piece)) return;
    }
  };
  socket.on("drain", more);
  socket.write(head(200, { "Content-Length": size }) + list);
  more();
}

const permissive = {
  "Set-Cookie": `session=${canary}; Path=/`,
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Credentials": "true",
  "Access-Control-Expose-Headers": canary,
};

/** A fault that leaves nothing to show. The pause after it is one to two seconds, or what the upstream asked for. */
function failure(name: string, cold: ProblemCode, reply: Fault["reply"], pause = { atLeast: 1_000, atMost: 2_000 }): Fault {
  return { name, cold, reply, pause, warm: "stale" };
}

/** A fault in spite of which there is something to show. Then nothing has failed, and rows are fresh for 15 seconds, give or take a tenth. */
function blemish(name: string, shows: "good" | "unknown", reply: Fault["reply"]): Fault {
  return { name, reply, warm: shows, cold: shows, pause: { atLeast: 13_500, atMost: 16_500 } };
}

/** What can become of an answer. */
export const faults: readonly Fault[] = [
  failure("status 500", "upstream_failed", () => whole(500, refusal)),
  failure("status 503", "upstream_failed", () => whole(503, refusal)),
  failure("status 429", "rate_limited", () => whole(429, refusal, { "Retry-After": 7 }), { atLeast: 7_000, atMost: 7_000 }),
  failure("status 401", "upstream_failed", () => whole(401, refusal, { "WWW-Authenticate": `Bearer realm="${canary}"` })),
  failure("a connection reset", "upstream_failed", () => (socket) => socket.resetAndDestroy()),
  failure("a close without an answer", "upstream_failed", () => (socket) => socket.end()),
  failure("a hang", "upstream_timeout", () => () => undefined),
  failure("a stall in the body", "upstream_timeout", () => (socket) => {
    socket.write(head(200, { "Content-Length": Buffer.byteLength(list) }) + list.slice(0, 60));
  }),
  failure("a byte every 0.7 seconds", "upstream_timeout", () => drip),
  failure("a body shorter than its length", "upstream_failed", () => (socket) => {
    socket.end(head(200, { "Content-Length": Buffer.byteLength(list) + 1 }) + list);
  }),
  failure("chunks without an end", "upstream_failed", () => (socket) => {
    socket.end(head(200, { "Transfer-Encoding": "chunked" }) + chunk);
  }),
  failure("broken JSON", "upstream_invalid", () => whole(200, list.slice(0, -3))),
  failure("HTML", "upstream_invalid", () =>
    whole(200, `<!doctype html><title>${canary}</title>`, { "Content-Type": "text/html" }),
  ),
  failure("an empty body", "upstream_invalid", () => whole(200, "")),
  failure("a wrong shape", "upstream_invalid", () => whole(200, refusal)),
  failure("a row of another customer", "upstream_invalid", () => whole(200, aList([aCredit(), foreignRow]))),
  blemish("a null balance", "unknown", () => whole(200, aListWithBalance("null"))),
  blemish("a balance of 1e999", "unknown", () => whole(200, aListWithBalance("1e999"))),
  failure("a redirect", "upstream_failed", (elsewhere) =>
    whole(307, list, { Location: `${elsewhere}/v1/customers/cus_test/credits?take=100&skip=0&x=${canary}` }),
  ),
  blemish("cookies and CORS headers", "good", () => whole(200, listWith(1_100), permissive)),
  failure("a body that is no gzip", "upstream_failed", () => whole(200, list, { "Content-Encoding": "gzip" })),
  failure("a body of 50 MB", "upstream_invalid", () => flood),
  failure("a header of 70 kB", "upstream_failed", () => whole(200, list, { "X-Long": canary.repeat(1_630) })),
];
