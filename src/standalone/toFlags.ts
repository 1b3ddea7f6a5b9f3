import { parseArgs } from "node:util";
import { toPort } from "./toPort.ts";

const options = {
  port: { type: "string" },
  sandbox: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false },
} as const;

/** @returns a sentence that repeats no value, where something is no flag or a flag lacks the value that it needs */
export function toFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.port !== undefined) toPort(values.port);
    return values;
  } catch (error) {
    return `${toSentence(error)}; --help says what there is.`;
  }
}

function toSentence(error: unknown): string {
  const isPositional = error instanceof Error && "code" in error && error.code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL";
  if (isPositional || !(error instanceof Error)) return "There is an argument that is no flag";
  return error.message.split(/[.\n]/, 1).join().replace(/^port/, "--port");
}
