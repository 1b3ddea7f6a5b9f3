import { execFile } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";

const run = promisify(execFile);
const environment = {
  ...process.env,
  NODE_ENV: undefined,
  NEXT_TELEMETRY_DISABLED: "1",
  NO_COLOR: "1",
  npm_config_workspaces: "false",
};

/**
 * A project outside of the repository, so that no workspace and nothing hoisted can help, with the packed package installed as a user would.
 *
 * @param templates folders whose files make it up; none of theirs that git ignores
 */
export async function createProject(name: string, templates: readonly string[]) {
  const folder = join(inject("workshop"), name);
  for (const template of templates) {
    await cp(template, folder, { recursive: true, filter: (path) => !/node_modules|\.next\b|next-env|tsbuildinfo/.test(path) });
  }
  const manifest = join(folder, "package.json");
  const text = await readFile(manifest, "utf8");
  await writeFile(manifest, text.replace("file:../../..", "file:../package.tgz"));
  const inFolder = (command: string, ...args: string[]) => run(command, args, { cwd: folder, env: environment });
  await inFolder("npm", "install", "--prefer-offline", "--no-audit", "--no-fund").catch((cause: unknown) => {
    throw new Error("npm could not install a fresh project. These tests need the npm registry.", { cause });
  });
  return {
    folder,
    /** Runs a command of the project's; rejects with what it printed. */
    run: async (command: string, ...args: string[]) => {
      try {
        return await inFolder(command, ...args);
      } catch (error) {
        const told =
          error instanceof Error && "stdout" in error && "stderr" in error
            ? `${String(error.stdout)}\n${String(error.stderr)}`
            : "";
        throw new Error(`${command} ${args.join(" ")} failed:\n${told}`, { cause: error });
      }
    },
  };
}
