/**
 * What becomes of the 23 faults of `test/support/faultyUpstream.ts` behind each proxy, once it has seen a good answer. Held: the visitor is answered in time, with
 * rows that are true or an answer of the proxy's own, and nothing that the upstream wrote is passed on. Else it is hung, leaked (words or headers of the
 * upstream reach the visitor), poisoned (a wrong number under a 200) or crashed. autumn-js reads another API: what is good, and what it may answer, is Autumn's customer.
 */
import { once } from "node:events";
import { createServer } from "node:net";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { nginx } from "./nginx.mjs";
import { mount, path, upstreamBody } from "./proxies.mjs";
import { kinds, startServer } from "./startServer.mjs";

/** Each proxy has two seconds for its upstream; a visitor waits twice as long. */
const patience = 4_000;

const { module } = await runnerImport(fileURLToPath(new URL("../support/faultyUpstream.ts", import.meta.url)), {
  configFile: false,
  logLevel: "error",
});
const { canary, faults } = module;

async function startUpstream(reply) {
  const state = { reply };
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    let asked = "";
    socket.on("data", (bytes) => {
      asked += bytes.toString("latin1");
      if (!asked.includes("\r\n\r\n")) return;
      asked = "";
      state.reply(socket);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return Object.assign(state, { origin: `http://127.0.0.1:${server.address().port}`, stop });
}

/** @returns undefined where nobody answered in time */
function ask(url) {
  return new Promise((resolve) => {
    const asked = request(url, { agent: false }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
        if (body.length > 3_000_000) asked.destroy();
      });
      const end = () => resolve({ status: response.statusCode, head: JSON.stringify(response.rawHeaders), body });
      response.on("end", end).on("error", end).on("close", end);
    });
    asked.on("error", () => resolve({ status: 0, head: "", body: "" })).end();
    setTimeout(() => resolve(undefined), patience).unref();
    setTimeout(() => asked.destroy(), patience + 100).unref();
  });
}

const hyperlineBody = upstreamBody({ method: "GET", url: "/v1/customers/cus_test/credits" });

/** The rows of the good answer, or the fault's own where it has good ones. */
const isHyperlineTrue = (body) => /"data":\s*\[/.test(body) && !/"current_balance":(?!1250\b|1100\b|null)/.test(body);

/** An answer to which nobody can object. */
function good(body) {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return (socket) => socket.write(head + body);
}

/** What differs for a peer: what may stand under a 200, and how long its rows stay fresh at the least, in milliseconds. */
const particulars = {
  "autumn-js": {
    body: upstreamBody({ method: "POST" }),
    isTrue: (body) => body.includes('"id":"cus_bench"') || body.includes('"code":'),
  },
  [nginx]: { freshFor: 2_100 },
};

function judge(answer, isAlive, isTrue) {
  if (!isAlive) return "crashed";
  if (answer === undefined) return "hung";
  const { status, head, body } = answer;
  if (head.includes(canary) || body.includes(canary) || /set-cookie|access-control-allow-origin","\*/i.test(head))
    return "leaked";
  if (status === 200 && !isTrue(body)) return "poisoned";
  return "held";
}

async function tryFault(kind, fault) {
  // A read costs its customer a third of a second of rest.
  const { body = hyperlineBody, isTrue = isHyperlineTrue, freshFor = 600 } = particulars[kind] ?? {};
  const upstream = await startUpstream(good(body));
  const server = await startServer(kind, upstream.origin, { maxAge: 0, timeout: 2_000 });
  const url = server.origin + mount + path.replace("cus_bench", "cus_test");
  await ask(url);
  upstream.reply = fault.reply(upstream.origin);
  await new Promise((resolve) => setTimeout(resolve, freshFor));
  const answer = await ask(url);
  const outcome = judge(answer, await server.isAlive(), isTrue);
  await server.stop();
  upstream.stop();
  return outcome;
}

export async function measure() {
  const rows = [];
  for (const kind of kinds) {
    const outcomes = [];
    for (const fault of faults) outcomes.push([fault.name, await tryFault(kind, fault)]);
    const held = outcomes.filter(([, outcome]) => outcome === "held");
    const others = ["hung", "leaked", "poisoned", "crashed"].flatMap((outcome) => {
      const count = outcomes.filter(([, one]) => one === outcome).length;
      return count > 0 ? `${count} ${outcome}` : [];
    });
    const isOurs = kind.startsWith("ours");
    rows.push({
      what: "Upstream faults held",
      peer: kind,
      figure: `${held.length} of ${faults.length}`,
      more: others.join(", "),
      goal: isOurs ? `${faults.length} of ${faults.length}` : undefined,
      isReached: isOurs ? held.length === faults.length : undefined,
      raw: Object.fromEntries(outcomes),
    });
  }
  return rows;
}
