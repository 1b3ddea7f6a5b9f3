import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";

/** `npm start` as a visitor runs it, on a free loopback port, with everything that it prints. Ends with the test. */
export async function startDemo(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["node_modules/vite/bin/vite.js", "--port", "0", "--host", "127.0.0.1"], {
    env: { ...process.env, HYPERLINE_API_KEY: "", HYPERLINE_BASE_URL: "", NODE_ENV: "development", NO_COLOR: "1", ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  onTestFinished(async () => {
    child.kill();
    await ended;
  });

  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /Local:\s+(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`The demo ended with ${code}:\n${output}`)));
  });
  return { url, output: () => output };
}
