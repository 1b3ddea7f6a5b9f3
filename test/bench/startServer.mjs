import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("serverProcess.mjs", import.meta.url));

/** Starts a proxy, or `upstream`, in a process of its own. */
export async function startServer(kind, upstream, changes = {}) {
  const args = upstream === undefined ? [kind] : [kind, upstream, JSON.stringify(changes)];
  // Some write each request to the console, which a terminal would make slower still.
  const stdio = ["ignore", "ignore", kind === "autumn-js" ? "ignore" : "inherit", "ipc"];
  const child = fork(script, args, { env: { ...process.env, NODE_ENV: "production" }, stdio });
  const [{ port }] = await once(child, "message");
  return {
    kind,
    origin: `http://127.0.0.1:${port}`,
    stop: () => child.disconnect(),
    /** Whether it has not come to an end by itself. */
    isAlive: async () => child.exitCode === null && child.signalCode === null,
    /** CPU time used so far, in microseconds, and calls taken. */
    async usage() {
      child.send("usage?");
      return (await once(child, "message"))[0];
    },
  };
}
