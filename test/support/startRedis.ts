import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { onTestFinished } from "vitest";

/** Whether there is a Redis to start here. */
export function hasRedis(): boolean {
  return spawnSync("redis-server", ["--version"]).status === 0;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return address.port;
}

/** A Redis of the test's own, on a loopback port and without a file. It can be killed, frozen and started again, and ends with the test. */
export async function startRedis() {
  const port = await freePort();
  let child = await start(port);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    startAgain: async () => {
      child = await start(port);
    },
  };
}

async function start(port: number) {
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ready to accept connections")) resolve();
    });
    child.once("error", (cause) =>
      reject(new Error("redis-server cannot be started. Debian: apt-get install redis-server.", { cause })),
    );
    child.once("exit", (code) => reject(new Error(`Redis ended with ${code}:\n${output}`)));
  });
  return child;
}
