import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { BuildOptions } from "esbuild";
import { startHost } from "../startHost.ts";
import type { RunningHost } from "../startHost.ts";

/** Bundles the page with the built package, once with each build of React and for a server, and starts that server. */
export async function startPages(): Promise<RunningHost> {
  const folder = await mkdtemp(join(tmpdir(), "pages-"));
  await Promise.all([
    bundle(folder, "client", "production"),
    bundle(folder, "client", "development"),
    bundle(folder, "server", "production", { platform: "node" }),
  ]);
  const host = await startHost([join(folder, "server.production.js"), folder]);
  return {
    ...host,
    stop: async () => {
      await host.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function bundle(folder: string, name: string, mode: string, options: BuildOptions = {}): Promise<void> {
  await build({
    entryPoints: [`test/hosts/pages/${name}.tsx`],
    outfile: join(folder, `${name}.${mode}.js`),
    bundle: true,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    // Ours leads the package's name to its sources.
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx" } },
    ...options,
  });
}
