/** One of the proxies, or the upstream behind them, in a process of its own: tells its port, and on request the CPU time used, the calls taken and its memory. */
import { once } from "node:events";
import { createServer } from "node:http";
import { proxies, upstreamBody } from "./proxies.mjs";

const [kind, upstream = "", changes = "{}"] = process.argv.slice(2);
let calls = 0;

/** @type {import("node:http").RequestListener} */
function answerAsUpstream(request, response) {
  calls += 1;
  request.resume();
  const body = upstreamBody(request);
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }).end(body);
}

const listener = kind === "upstream" ? answerAsUpstream : await proxies[kind](upstream, JSON.parse(changes));
const server = createServer({ keepAliveTimeout: 120_000 }, listener).listen(0, "127.0.0.1");
await once(server, "listening");
process.on("message", ({ of }) => {
  if (of === "memory") globalThis.gc();
  const { user, system } = process.cpuUsage();
  const { rss: resident, heapUsed, external } = process.memoryUsage();
  process.send({ cpu: user + system, calls, resident, used: heapUsed + external });
});
process.on("disconnect", () => process.exit());
process.send({ port: server.address().port });
