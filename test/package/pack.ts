import { execFile } from "node:child_process";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

const run = promisify(execFile);

declare module "vitest" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface can be added to
  interface ProvidedContext {
    /** A folder outside of the repository, with the packed package in it as `package.tgz` and, unpacked, as `package`. */
    workshop: string;
  }
}

/** Packs the package once, as it would be published, for all of these tests. */
export async function setup(project: TestProject) {
  const workshop = await mkdtemp(join(tmpdir(), "fresh-projects-"));
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", workshop]);
  const name = stdout.trim().split("\n").at(-1) ?? "";
  await rename(join(workshop, name), join(workshop, "package.tgz"));
  await run("tar", ["-xzf", "package.tgz"], { cwd: workshop });
  project.provide("workshop", workshop);
  return () => rm(workshop, { recursive: true, force: true });
}
