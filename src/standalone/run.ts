import { readFileSync } from "node:fs";
import { createLog } from "./createLog.ts";
import { describeStart } from "./describeStart.ts";
import { findMistakes, findWarnings } from "./findMistakes.ts";
import { helpText } from "./helpText.ts";
import { startServer } from "./startServer.ts";
import { stopOnSignals } from "./stopOnSignals.ts";
import { toConfiguration } from "./toConfiguration.ts";
import { toFlags } from "./toFlags.ts";
import type { Environment } from "./variables.ts";

/** The command: serves until it is told to stop, or says what is wrong, or what is right and wrong. Gives the exit code. */
export async function run(args: readonly string[], environment: Environment): Promise<number> {
  if (args[0] === "doctor") {
    const { runDoctor } = await import("./doctor/runDoctor.ts");
    return runDoctor(args.slice(1), environment, (text) => process.stdout.write(text));
  }
  const flags = toFlags(args);
  if (typeof flags === "string") return say(2, [flags]);
  if (flags.help) process.stdout.write(helpText);
  else if (flags.version) process.stdout.write(`${readVersion()}\n`);
  else return serve(flags.port === undefined ? environment : { ...environment, PORT: flags.port }, flags.sandbox);
  return 0;
}

async function serve(environment: Environment, isSandbox: boolean): Promise<number> {
  say(0, findWarnings(environment, isSandbox));
  const mistakes = findMistakes(environment, isSandbox);
  if (mistakes.length > 0) return say(1, mistakes);

  const configuration = toConfiguration(environment, isSandbox);
  try {
    const { port, stop } = await startServer(configuration, createLog());
    stopOnSignals(stop);
    return say(0, [describeStart(configuration, port)]);
  } catch (error) {
    return say(1, [toSentence(error, configuration.port)]);
  }
}

/** Standard output belongs to the log of the requests. */
function say(exitCode: number, sentences: readonly string[]): number {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  return exitCode;
}

/** @throws what nobody foresaw */
function toSentence(error: unknown, port: number): string {
  if (error instanceof TypeError) return error.message;
  const isAboutAddress = error instanceof Error && "syscall" in error && /^(listen|getaddrinfo)$/.test(String(error.syscall));
  if (!isAboutAddress || !("code" in error)) throw error;
  const why = error.code === "EADDRINUSE" ? "something else listens there already" : String(error.code);
  return `Cannot listen on port ${port}: ${why}. Choose another one with --port or PORT, and the address with CREDITS_HOST.`;
}

function readVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return version;
}
