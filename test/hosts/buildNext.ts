import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Next.js's command, from the project's root. */
export const next = "node_modules/next/dist/bin/next";

/** Builds a Next.js app as images are built, without any secret. Rejects with what was printed when the build fails. */
export async function buildNext(folder: string, ...flags: string[]): Promise<void> {
  const secrets = { HYPERLINE_API_KEY: undefined, HYPERLINE_BASE_URL: undefined };
  const env = { ...process.env, ...secrets, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" } as const;
  await promisify(execFile)(process.execPath, [next, "build", ...flags, folder], { env });
}
