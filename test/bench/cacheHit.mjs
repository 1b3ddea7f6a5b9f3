/**
 * How much CPU time a cache hit costs through createCreditsListener, compared with a node:http server that answers a constant body. Both run in
 * processes of their own and are asked the same in turns, so that whatever else the machine does meets both.
 *
 * Usage: npm run build && node test/bench/cacheHit.mjs
 */
import { fork } from "node:child_process";
import { createServer, Agent, request } from "node:http";
import { fileURLToPath } from "node:url";

const path = "/api/hyperline/v1/customers/cus_mixed/credits";
const rounds = 15;
const requestsPerRound = 4_000;
const connections = 8;
const limit = 1.4;

const servers = {
  async constant() {
    const { body } = await proxyAnswer();
    return (_request, response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }).end(body);
    };
  },
  proxy: proxyListener,
};

async function proxyListener() {
  const { createCreditsListener } = await import("../../dist/proxy.js");
  const { createSandbox, sandboxApiKey } = await import("../../dist/sandbox.js");
  return createCreditsListener({
    apiKey: sandboxApiKey,
    fetch: createSandbox(),
    authorize: async () => true,
    maxAge: 3_600_000,
  });
}

async function proxyAnswer() {
  const { createCreditsHandler } = await import("../../dist/proxy.js");
  const { createSandbox, sandboxApiKey } = await import("../../dist/sandbox.js");
  const handler = createCreditsHandler({ apiKey: sandboxApiKey, fetch: createSandbox(), authorize: () => true });
  return { body: await (await handler(new Request(`http://localhost${path}`))).text() };
}

async function serve(kind) {
  const server = createServer(await servers[kind]());
  server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system });
  });
}

async function start(kind) {
  const child = fork(fileURLToPath(import.meta.url), [kind]);
  const next = () => new Promise((resolve) => child.once("message", resolve));
  const { port } = await next();
  const cpu = async () => {
    child.send("cpu");
    return (await next()).cpu;
  };
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const ask = () =>
    new Promise((resolve, reject) => {
      request({ port, path, agent, host: "127.0.0.1" }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${kind} answered ${answer.statusCode}.`));
        answer.resume().once("end", resolve);
      })
        .once("error", reject)
        .end();
    });
  const round = async () => {
    const before = await cpu();
    let left = requestsPerRound;
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while ((left -= 1) >= 0) await ask();
      }),
    );
    return ((await cpu()) - before) / requestsPerRound;
  };
  return { round, stop: () => child.kill() };
}

if (process.argv[2]) {
  await serve(process.argv[2]);
} else {
  const [constant, proxy] = await Promise.all([start("constant"), start("proxy")]);
  for (let warmUp = 0; warmUp < 3; warmUp += 1) {
    await constant.round();
    await proxy.round();
  }
  const figures = [];
  for (let index = 0; index < rounds; index += 1) {
    const floor = await constant.round();
    const hit = await proxy.round();
    figures.push({ floor, hit, ratio: hit / floor });
  }
  constant.stop();
  proxy.stop();
  const median = (key) => figures.map((figure) => figure[key]).toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
  const ratio = median("ratio");
  process.stdout.write(
    `CPU per request, median of ${rounds} rounds of ${requestsPerRound}: constant body ${median("floor").toFixed(1)} µs, cache hit ${median("hit").toFixed(1)} µs, ratio ${ratio.toFixed(2)} (limit ${limit})\n`,
  );
  process.exitCode = ratio <= limit ? 0 : 1;
}
