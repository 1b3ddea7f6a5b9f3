import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";

export type Environment = Record<string, string>;

/** Starts the command with this environment and no other, on a loopback address. Ends with the test. */
export function spawnCli(cli: string, args: readonly string[], env: Environment = {}) {
  const { PATH = "", SystemRoot = "" } = process.env;
  const child = spawn(process.execPath, [cli, ...args], { env: { PATH, SystemRoot, CREDITS_HOST: "127.0.0.1", ...env } });
  const told = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (told.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (told.stderr += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { child, told, ended };
}

/** Runs the command to its end. */
export async function runCli(cli: string, args: readonly string[], env: Environment = {}) {
  const { told, ended } = spawnCli(cli, args, env);
  const { code } = await ended;
  return { code, ...told };
}

/** The command once it listens, on a free port. */
export async function startCli(cli: string, args: readonly string[] = [], env: Environment = {}) {
  const { child, told, ended } = spawnCli(cli, ["--port", "0", ...args], env);
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on("data", () => {
      const found = /Listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(told.stderr)?.[1];
      if (found) resolve(found);
    });
    void ended.then(({ code }) => reject(new Error(`The command ended with ${code}:\n${told.stderr}`)));
  });
  return { child, told, ended, url, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

/** The lines of JSON in what was told. Those before the first one that is none are words for people. */
export function linesOf(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): Record<string, unknown> => JSON.parse(line));
}
