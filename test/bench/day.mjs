/**
 * What a day costs at the upstream, whose limit is 150 calls in ten seconds. Ten minutes in which 5,000 customers open a page with a widget, one after the other, and
 * leave it open: it asks when it is opened, and once a minute. Ours in simulated time; those without a cache are sent the same requests without a
 * pause, because time is nothing to them; nginx gets them fifteen times as fast, and keeps rows for one second instead of fifteen.
 *
 * And the law of it: calls a minute for so many customers, and for so many pages that a customer has open; widgets on one page are counted in `polling.mjs`.
 */
import { Agent, request } from "node:http";
import { setTimeout } from "node:timers/promises";
import { load } from "./load.mjs";
import { nginx } from "./nginx.mjs";
import { mount, path } from "./proxies.mjs";
import { minute, polls, second, simulate } from "./simulate.mjs";
import { slope } from "./slope.mjs";
import { kinds, startServer } from "./startServer.mjs";

const customers = 5_000;
const duration = 10 * minute;
const inOrder = (visits) => visits.toSorted((a, b) => a.at - b.at);
const pathOf = ({ customer }) => mount + path.replace("cus_bench", customer);

/** Most calls in any ten seconds that begin with a call. */
function mostInTenSeconds(times) {
  let first = 0;
  let most = 0;
  for (const [index, time] of times.entries()) {
    while (times[first] <= time - 10 * second) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** Sends each request when it is its time, that many times faster. */
async function replay(origin, visits, faster) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const started = performance.now();
  const answers = [];
  for (const visit of visits) {
    const early = visit.at / faster - (performance.now() - started);
    if (early > 2) await setTimeout(early);
    answers.push(
      new Promise((resolve, reject) => {
        request(origin + pathOf(visit), { agent }, (response) => response.resume().on("end", resolve))
          .on("error", reject)
          .end();
      }),
    );
  }
  await Promise.all(answers);
  agent.destroy();
}

async function callsOf(kind, visits) {
  const upstream = await startServer("upstream");
  const server = await startServer(kind, upstream.origin, { maxAge: second });
  let next = 0;
  if (kind === nginx) await replay(server.origin, visits, 15);
  else await load(server.origin, visits.length, () => pathOf(visits[next++]));
  const { calls } = await upstream.usage();
  await server.stop();
  await upstream.stop();
  return calls;
}

async function measureDay() {
  const what = `Upstream calls, 10 minutes of ${customers.toLocaleString("en")} customers`;
  const visits = inOrder(
    Array.from({ length: customers }, (_, index) => polls(`cus_${index}`, (index / customers) * duration, duration)).flat(),
  );
  const { calls, answers } = await simulate(visits, duration + minute);
  const said = Object.entries(answers).flatMap(([word, count]) => (count > 0 ? `${count} answers ${word}` : []));
  const rows = [
    {
      what,
      peer: "ours",
      figure: `${calls.length} calls`,
      more: `${said.join(", ")}; at most ${mostInTenSeconds(calls)} calls in 10 s`,
      goal: "≤ 150 in 10 s",
      isReached: mostInTenSeconds(calls) <= 150 && answers.refused === 0,
    },
  ];
  for (const kind of kinds.filter((one) => !one.startsWith("ours"))) {
    const count = await callsOf(kind, visits);
    const most = count === visits.length ? `at most ${mostInTenSeconds(visits.map(({ at }) => at))} calls in 10 s` : "";
    rows.push({ what, peer: kind, figure: `${count} calls`, more: most, ours: calls.length / count });
  }
  return rows;
}

/** Calls a minute once everybody has come. */
async function callsPerMinute(many, pages) {
  const visits = inOrder(
    Array.from({ length: many * pages }, (_, index) =>
      polls(`cus_${index % many}`, (index / (many * pages)) * minute, duration),
    ).flat(),
  );
  const { calls } = await simulate(visits, duration);
  const minutes = 2;
  return calls.filter((at) => at >= duration - minutes * minute).length / minutes;
}

async function measureLaw() {
  const byCustomers = [];
  for (const many of [10, 50, 100, 500, 1_000, 2_500, 5_000]) byCustomers.push([many, await callsPerMinute(many, 1)]);
  const byPages = [];
  for (const pages of [1, 2, 5, 10, 25, 50]) byPages.push([pages, await callsPerMinute(50, pages)]);
  const list = (points) => points.map(([many, calls]) => `${many}: ${calls}`).join(", ");
  const within = byCustomers.filter(([many]) => many <= 500);
  const atMost = Math.max(...byPages.map(([, calls]) => calls)) / 50;
  return [
    {
      what: "Cost law: calls a minute for one customer more, up to 500",
      peer: "ours",
      figure: slope(within).toFixed(2),
      more: list(byCustomers),
    },
    {
      what: "Cost law: calls a minute for a customer, however many pages are open; 50 customers with 1 to 50 each",
      peer: "ours",
      figure: `at most ${atMost.toFixed(2)}`,
      more: list(byPages),
      goal: "≤ 4, one per 15 s",
      isReached: atMost <= 4,
    },
  ];
}

export async function measure() {
  return [...(await measureDay()), ...(await measureLaw())];
}
