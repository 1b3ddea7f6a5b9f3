import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { hasNginx, nginx, startNginx } from "./nginx.mjs";
import { proxies } from "./proxies.mjs";

const script = fileURLToPath(new URL("serverProcess.mjs", import.meta.url));

/** All that are compared, the floor left out. */
export const kinds = [...Object.keys(proxies).filter((kind) => kind !== "constant"), ...(hasNginx ? [nginx] : [])];

/** Starts a proxy, or `upstream`, in a process of its own. */
export async function startServer(kind, upstream, changes = {}) {
  if (kind === nginx) return startNginx(upstream, changes);
  const args = upstream === undefined ? [kind] : [kind, upstream, JSON.stringify(changes)];
  // Some write each request, or each failure, to the console, which a terminal would make slower still.
  const stdio = ["ignore", "ignore", kind.startsWith("ours") ? "inherit" : "ignore", "ipc"];
  const child = fork(script, args, { env: { ...process.env, NODE_ENV: "production" }, execArgv: ["--expose-gc"], stdio });
  const [{ port }] = await once(child, "message");
  return {
    kind,
    origin: `http://127.0.0.1:${port}`,
    stop: async () => child.disconnect(),
    /** Whether it has not come to an end by itself. */
    isAlive: async () => child.exitCode === null && child.signalCode === null,
    /**
     * CPU time used so far, in microseconds, calls taken, and memory in bytes: what the process has, and what is left in use after garbage was collected.
     *
     * @param {"memory"} [of] collects garbage, which takes CPU time
     */
    async usage(of) {
      child.send({ of });
      return (await once(child, "message"))[0];
    },
  };
}
