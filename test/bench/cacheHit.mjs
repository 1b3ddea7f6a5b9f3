/**
 * How much CPU time a cache hit costs through createCreditsListener, compared with a node:http server that answers the same headers and the
 * same body from constants. Each runs in a process of its own; they are asked in turns, in the same run, by one client. It sends a burst over
 * many connections and reads only when the servers are done, so that it does not take part in what is measured.
 *
 * Usage: npm run bench
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";

const path = "/api/hyperline/v1/customers/cus_mixed/credits";
const connections = 64;
const burstsPerRound = 80;
const warmUpRounds = 12;
const rounds = 25;
/** Enough for a burst, in milliseconds. */
const burstTime = 8;
const limit = 1.4;

async function proxyOptions() {
  const { createSandbox, sandboxApiKey } = await import("../../dist/sandbox.js");
  return { apiKey: sandboxApiKey, fetch: createSandbox(), authorize: async () => true, maxAge: 3_600_000 };
}

const listeners = {
  async constant() {
    const { createCreditsHandler } = await import("../../dist/proxy.js");
    const answer = await createCreditsHandler(await proxyOptions())(new Request(`http://localhost${path}`));
    const body = new Uint8Array(await answer.arrayBuffer());
    const headers = Object.fromEntries(answer.headers);
    return (_request, response) => response.writeHead(200, headers).end(body);
  },
  async proxy() {
    const { createCreditsListener } = await import("../../dist/proxy.js");
    return createCreditsListener(await proxyOptions());
  },
};

/** In the child: serves, and tells the CPU time used so far, in microseconds, whenever it is asked. */
async function serve(kind) {
  const server = createServer(await listeners[kind]()).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  });
  process.send(server.address().port);
}

/** One connection that is asked again and again; every answer must be a 200 of the same length. */
async function openConnection(port) {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  let length;
  let received = 0;
  let finish;
  socket.on("data", (chunk) => {
    const head =
      length === undefined ? /^HTTP\/1\.1 200[^]*content-length: (\d+)[^]*?\r\n\r\n/i.exec(chunk.toString("latin1")) : undefined;
    if (head) length = head[0].length + Number(head[1]);
    received += chunk.length;
    if (received < length) return;
    if (received !== length) throw new Error("The answers differ in length.");
    received = 0;
    finish();
  });
  return {
    send() {
      socket.pause();
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      return new Promise((resolve) => (finish = resolve));
    },
    read: () => socket.resume(),
  };
}

async function start(kind) {
  const child = fork(fileURLToPath(import.meta.url), [kind]);
  const [port] = await once(child, "message");
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const cpuTime = async () => {
    child.send("cpu time?");
    return (await once(child, "message"))[0];
  };
  return {
    stop: () => child.kill(),
    /** CPU time of one request, in microseconds, over a round. */
    async round() {
      const before = await cpuTime();
      for (let burst = 0; burst < burstsPerRound; burst += 1) {
        const answers = open.map((connection) => connection.send());
        await new Promise((resolve) => setTimeout(resolve, burstTime));
        for (const connection of open) connection.read();
        await Promise.all(answers);
      }
      return ((await cpuTime()) - before) / (burstsPerRound * connections);
    },
  };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

async function compare() {
  const [constant, proxy] = [await start("constant"), await start("proxy")];
  const figures = [];
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const pair = { constant: await constant.round(), proxy: await proxy.round() };
    if (round >= 0) figures.push(pair);
  }
  constant.stop();
  proxy.stop();

  const ratio = median(figures.map((pair) => pair.proxy / pair.constant));
  const [floor, hit] = ["constant", "proxy"].map((kind) => median(figures.map((pair) => pair[kind])).toFixed(1));
  process.stdout.write(
    `CPU per request, median of ${rounds} rounds: constant answer ${floor} µs, cache hit ${hit} µs, ratio ${ratio.toFixed(2)} (at most ${limit})\n`,
  );
  process.exitCode = ratio <= limit ? 0 : 1;
}

await (process.argv[2] ? serve(process.argv[2]) : compare());
