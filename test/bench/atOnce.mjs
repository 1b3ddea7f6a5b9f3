/** How often the upstream is asked when a thousand visitors ask for one customer at once, of whom nothing is known yet. */
import { Agent, request } from "node:http";
import { mount, path } from "./proxies.mjs";
import { kinds, startServer } from "./startServer.mjs";

const requests = 1_000;

function ask(agent, url) {
  return new Promise((resolve) => {
    request(url, { agent }, (response) => response.resume().on("end", () => resolve(response.statusCode)))
      .on("error", () => resolve(0))
      .end();
  });
}

/** @returns calls to the upstream, and answers that were 200 */
async function count(kind) {
  const upstream = await startServer("upstream");
  const server = await startServer(kind, upstream.origin);
  const agent = new Agent({ keepAlive: true, maxSockets: 250 });
  const answers = await Promise.all(Array.from({ length: requests }, () => ask(agent, server.origin + mount + path)));
  const { calls } = await upstream.usage();
  agent.destroy();
  await server.stop();
  await upstream.stop();
  return { calls, good: answers.filter((status) => status === 200).length };
}

export async function measure() {
  const counts = [];
  for (const kind of kinds) counts.push({ kind, ...(await count(kind)) });
  const [ours] = counts;
  return counts.map(({ kind, calls, good }) => {
    const isOurs = kind.startsWith("ours");
    return {
      what: "Upstream calls for 1,000 requests at once",
      peer: kind,
      figure: `${calls} ${calls === 1 ? "call" : "calls"}`,
      more: `${good} answers of 200`,
      ours: ours.calls / calls,
      goal: isOurs ? "1 call" : undefined,
      isReached: isOurs ? calls === 1 && good === requests : undefined,
    };
  });
}
