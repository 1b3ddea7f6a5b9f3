import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";

/** A host's server: where it is, its secret key, and how to end it. */
export type RunningHost = { origin: string; key: string; stop: () => Promise<void> };

/** Starts a host's server as a process of its own, over a sandbox of its own, on free loopback ports. */
export async function startHost(command: readonly string[]): Promise<RunningHost> {
  const key = `test_${randomUUID()}`;
  const hyperline = createServer(toListener(createSandbox({ apiKey: key })));
  await new Promise<void>((resolve) => hyperline.listen(0, "127.0.0.1", resolve));
  const address = hyperline.address();
  if (address === null || typeof address === "string") throw new Error("The sandbox listens on no port.");

  const child = spawn(process.execPath, command, {
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: "0",
      HYPERLINE_API_KEY: key,
      HYPERLINE_BASE_URL: `http://127.0.0.1:${address.port}`,
    },
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));

  async function stop() {
    child.kill("SIGKILL");
    await ended;
    hyperline.closeAllConnections();
    await new Promise((resolve) => hyperline.close(resolve));
  }

  let output = "";
  const port = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /(?:port: |127\.0\.0\.1:)(\d+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`The host ended with ${code}:\n${output}`)));
  });
  return { origin: `http://127.0.0.1:${port}`, key, stop };
}

function toListener(handler: (request: Request) => Promise<Response>): RequestListener {
  return async ({ url = "", headers }, outgoing) => {
    const authorization = headers.authorization ?? "";
    const answer = await handler(new Request(new URL(url, "http://sandbox.example"), { headers: { authorization } }));
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  };
}
