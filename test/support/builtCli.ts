import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll } from "vitest";

const run = promisify(execFile);

/**
 * The command as the package ships it, built before the tests of a file into a folder of their own, so that no other build is in the way.
 *
 * @param withPage also what vite builds: the page of the sandbox
 */
export function builtCli(withPage = false) {
  const built = { folder: "", cli: "" };
  beforeAll(async () => {
    await mkdir("node_modules/.cache", { recursive: true });
    built.folder = await mkdtemp(resolve("node_modules/.cache/credits-cli-"));
    const outDir = join(built.folder, "dist");
    built.cli = join(outDir, "cli.js");
    const env = { ...process.env, NODE_ENV: "production" };
    const library = ["node_modules/typescript/bin/tsc", "-p", ".config/tsconfig.build.json", "--outDir", outDir];
    const vite = (config: string) => ["node_modules/vite/bin/vite.js", "build", "-c", `.config/${config}`, "--outDir", outDir];
    await Promise.all([
      copyFile("package.json", join(built.folder, "package.json")),
      run(process.execPath, library),
      run(process.execPath, vite("vite.element.ts"), { env }),
      withPage && run(process.execPath, vite("vite.build.ts"), { env }),
    ]);
  });
  // Not what beforeAll returns, which is not called where the build fails.
  afterAll(() => rm(built.folder, { recursive: true, force: true }));
  return built;
}
