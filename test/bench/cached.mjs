/**
 * What 10,000 customers with two products each take in a cache: what is left in use after garbage was collected, and how much more memory the process has
 * than before they came. The latter grows also where nobody is remembered, because Node keeps room for garbage. nginx keeps bodies in files, counted in blocks of the disk.
 */
import { setTimeout } from "node:timers/promises";
import { load } from "./load.mjs";
import { mount, path } from "./proxies.mjs";
import { kinds, startServer } from "./startServer.mjs";

const customers = 10_000;
const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** Buffers are given back a little later than the objects that held them. */
async function settled(server) {
  await server.usage("memory");
  await setTimeout(500);
  return server.usage("memory");
}

async function growth(kind) {
  const upstream = await startServer("upstream");
  const server = await startServer(kind, upstream.origin, { maxAge: 3_600_000 });
  // What the code itself needs is there before the first is measured.
  await load(server.origin, 5_000, mount + path);
  const before = await settled(server);
  let next = 0;
  await load(server.origin, customers, () => mount + path.replace("cus_bench", `cus_${next++}`));
  const after = await settled(server);
  await server.stop();
  await upstream.stop();
  const [resident, used = 0, onDisk = 0] = ["resident", "used", "onDisk"].map((part) => after[part] - before[part]);
  return { resident, used, onDisk };
}

export async function measure() {
  const grown = [];
  for (const kind of kinds) grown.push({ kind, ...(await growth(kind)) });
  // All that nginx has more is in use.
  const kept = ({ used, resident, onDisk }) => (onDisk ? resident + onDisk : used);
  return grown.map(({ kind, ...raw }) => ({
    what: "Memory of 10,000 cached customers",
    peer: kind,
    figure: mebibytes(kept(raw)),
    more: raw.onDisk ? `${mebibytes(raw.onDisk)} of it on the disk` : `the process has ${mebibytes(raw.resident)} more`,
    ours: raw.onDisk || kind.startsWith("ours") ? kept(grown[0]) / kept(raw) : undefined,
    raw,
  }));
}
