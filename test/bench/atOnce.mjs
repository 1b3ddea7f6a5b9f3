/** How often the upstream is asked when a thousand visitors ask for one customer at once, and how that grows with customers and with widgets. */
import { Agent, request } from "node:http";
import { mount, path, proxies } from "./proxies.mjs";
import { startServer } from "./startServer.mjs";

const kinds = Object.keys(proxies).filter((kind) => kind !== "constant");

function ask(agent, url) {
  return new Promise((resolve) => {
    request(url, { agent }, (response) => response.resume().on("end", () => resolve(response.statusCode)))
      .on("error", () => resolve(0))
      .end();
  });
}

/** @returns calls to the upstream, and answers that were 200 */
async function count(kind, customerOf, requests) {
  const upstream = await startServer("upstream");
  const server = await startServer(kind, upstream.origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 250 });
  const paths = Array.from({ length: requests }, (_, index) => path.replace("cus_bench", customerOf(index)));
  const answers = await Promise.all(paths.map((asked) => ask(agent, server.origin + mount + asked)));
  const { calls } = await upstream.usage();
  agent.destroy();
  server.stop();
  upstream.stop();
  return { calls, good: answers.filter((status) => status === 200).length };
}

/** Least squares: calls for one more of what grows. */
function slope(points) {
  const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const [x, y] = [mean(points.map(([one]) => one)), mean(points.map(([, one]) => one))];
  const rise = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return rise / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

export async function measure() {
  const rows = [];
  const together = new Map();
  for (const kind of kinds) {
    together.set(kind, await count(kind, () => "cus_bench", 1_000));
  }
  const own = together.get("ours, (req, res)").calls;
  for (const [kind, { calls, good }] of together) {
    const isOurs = kind.startsWith("ours");
    rows.push({
      what: "Upstream calls for 1,000 requests at once",
      peer: kind,
      figure: `${calls} calls`,
      more: `${good} answers of 200`,
      ours: own / calls,
      goal: isOurs ? "1 call" : undefined,
      isReached: isOurs ? calls === 1 && good === 1_000 : undefined,
    });
  }

  const widgets = [1, 5, 10, 25, 50];
  const customers = [10, 50, 200, 500];
  for (const kind of ["ours, (req, res)", "hono proxy()"]) {
    const byWidgets = [];
    for (const each of widgets) byWidgets.push([each, (await count(kind, (index) => `cus_${index % 20}`, 20 * each)).calls]);
    const byCustomers = [];
    for (const many of customers) byCustomers.push([many, (await count(kind, (index) => `cus_${index % many}`, many * 2)).calls]);
    const isOurs = kind.startsWith("ours");
    rows.push(
      {
        what: "Cost law: upstream calls for one widget more, 20 customers",
        peer: kind,
        figure: slope(byWidgets).toFixed(2),
        more: byWidgets.map(([each, calls]) => `${each}: ${calls}`).join(", "),
        goal: isOurs ? "0" : undefined,
        isReached: isOurs ? slope(byWidgets) === 0 : undefined,
      },
      {
        what: "Cost law: upstream calls for one customer more, 2 widgets each",
        peer: kind,
        figure: slope(byCustomers).toFixed(2),
        more: byCustomers.map(([many, calls]) => `${many}: ${calls}`).join(", "),
      },
    );
  }
  return rows;
}
