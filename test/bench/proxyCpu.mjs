/**
 * CPU time of a request through each proxy, in its own process, measured in turns in the same run by one client over 64 connections: a hit, where the
 * rows are fresh, and a miss, where the upstream is asked each time (`maxAge: 0`, another customer for each request). Those without a cache ask each time anyway.
 */
import { Agent, request } from "node:http";
import { median } from "./median.mjs";
import { mount, path, proxies } from "./proxies.mjs";
import { startServer } from "./startServer.mjs";

const connections = 64;
const requestsPerRound = 1_280;
const warmUpRounds = 4;
const rounds = 11;

const goals = {
  constant: { most: 1.4 },
  "hono proxy()": { most: 0.1 },
  "autumn-js": { most: 0.05 },
};

function askWith(agent, url) {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}.`));
      response.resume().on("end", resolve).on("error", reject);
    })
      .on("error", reject)
      .end();
  });
}

let customers = 0;

/** Microseconds of CPU and of waiting for a request. */
async function round(server, agent, isMiss) {
  const before = await server.usage();
  const started = performance.now();
  let left = requestsPerRound;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left > 0) {
        left -= 1;
        customers += 1;
        const asked = isMiss ? path.replace("cus_bench", `cus_${customers}`) : path;
        await askWith(agent, server.origin + mount + asked);
      }
    }),
  );
  const took = performance.now() - started;
  return { cpu: ((await server.usage()).cpu - before.cpu) / requestsPerRound, rate: requestsPerRound / (took / 1_000) };
}

async function compare(title, kinds, isMiss) {
  const upstream = await startServer("upstream");
  const servers = [];
  for (const kind of kinds)
    servers.push(await startServer(kind, upstream.origin, isMiss ? { maxAge: 0 } : { maxAge: 3_600_000 }));
  const agents = servers.map(() => new Agent({ keepAlive: true, maxSockets: connections }));
  const figures = servers.map(() => []);
  for (let index = -warmUpRounds; index < rounds; index += 1) {
    for (const [place, server] of servers.entries()) {
      const figure = await round(server, agents[place], isMiss);
      if (index >= 0) figures[place].push(figure);
    }
  }
  for (const agent of agents) agent.destroy();
  for (const server of [...servers, upstream]) server.stop();

  const ours = kinds.indexOf("ours, (req, res)");
  return kinds.map((kind, place) => {
    const ratio = median(figures[place].map(({ cpu }, index) => figures[ours][index].cpu / cpu));
    const goal = isMiss ? undefined : goals[kind];
    const floor = median(figures[place].map(({ cpu }, index) => figures[0][index].cpu / cpu));
    return {
      what: title,
      peer: kind,
      figure: `${median(figures[place].map(({ cpu }) => cpu)).toFixed(0)} µs`,
      more: `${Math.round(median(figures[place].map(({ rate }) => rate)))} requests/s`,
      ours: ratio,
      goal: goal && `≤ ${goal.most}`,
      isReached: goal && ratio <= goal.most,
      why: `A server that answers from constants takes ${floor.toFixed(2)} of it already.`,
    };
  });
}

export async function measure() {
  const all = Object.keys(proxies);
  return [
    ...(await compare("CPU of a hit", all, false)),
    ...(await compare(
      "CPU of a miss",
      all.filter((kind) => kind !== "constant"),
      true,
    )),
  ];
}
