/**
 * CPU time of a request through each proxy, in its own process, measured in turns in the same run: a hit, where the rows are fresh, and a miss, where the
 * upstream is asked each time (another customer for each request). Those without a cache ask each time anyway. The load is autocannon's.
 */
import { load } from "./load.mjs";
import { median } from "./median.mjs";
import { nginx } from "./nginx.mjs";
import { mount, path } from "./proxies.mjs";
import { kinds, startServer } from "./startServer.mjs";

/** The first round tells how many requests take about a second; each has as many as that in the others. */
const firstRequests = 1_000;
const warmUpRounds = 3;
const rounds = 11;

const goals = { constant: 1.4, [nginx]: 2, "hono proxy()": 0.1, "autumn-js": 0.05 };

let customers = 0;
const known = mount + path;
function another() {
  customers += 1;
  return mount + path.replace("cus_bench", `cus_${customers}`);
}

/** Microseconds of CPU for a request, and requests a second. */
async function round(server, requests, pathOf) {
  const before = await server.usage();
  const rate = await load(server.origin, requests, pathOf);
  return { cpu: ((await server.usage()).cpu - before.cpu) / requests, rate };
}

async function compare(title, compared, pathOf, goalOf) {
  const upstream = await startServer("upstream");
  const servers = [];
  for (const kind of compared) servers.push(await startServer(kind, upstream.origin, { maxAge: 3_600_000 }));
  const figures = servers.map(() => []);
  const requests = servers.map(() => firstRequests);
  for (let index = -warmUpRounds; index < rounds; index += 1) {
    for (const [place, server] of servers.entries()) {
      const figure = await round(server, requests[place], pathOf);
      if (index < 0) requests[place] = Math.round(figure.rate);
      if (index >= 0) figures[place].push(figure);
    }
  }
  for (const server of [...servers, upstream]) await server.stop();

  const ratio = (of, to) => median(figures[to].map(({ cpu }, index) => figures[of][index].cpu / cpu));
  const ours = compared.indexOf("ours, (req, res)");
  return compared.map((kind, place) => {
    const most = goalOf[kind];
    return {
      what: title,
      peer: kind,
      figure: `${median(figures[place].map(({ cpu }) => cpu)).toFixed(0)} µs`,
      more: `${Math.round(median(figures[place].map(({ rate }) => rate)))} requests/s`,
      ours: ratio(ours, place),
      goal: most && `≤ ${most}`,
      isReached: most && ratio(ours, place) <= most,
      why: `A node:http server that answers from constants takes ${ratio(0, place).toFixed(2)} times as much as it already.`,
      raw: { cpu: figures[place].map(({ cpu }) => Math.round(cpu)), rate: figures[place].map(({ rate }) => Math.round(rate)) },
    };
  });
}

export async function measure() {
  return [
    ...(await compare("CPU of a hit", ["constant", ...kinds], known, goals)),
    ...(await compare("CPU of a miss", kinds, another, {})),
  ];
}
