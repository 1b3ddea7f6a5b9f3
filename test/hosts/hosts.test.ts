import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { itServesTheProxy } from "./itServesTheProxy.ts";
import { startHost } from "./startHost.ts";
import type { RunningHost } from "./startHost.ts";

describe.each(["express", "fastify", "koa", "hono", "node"])("a server on %s", (folder) => {
  let host: RunningHost;

  beforeAll(async () => {
    host = await startHost([`test/hosts/${folder}/server.js`]);
    return host.stop;
  });

  itServesTheProxy(() => host.origin);
});

it("a server in TypeScript finds the package's types to fit its framework's", async () => {
  const tsc = ["node_modules/typescript/bin/tsc", "-p", "test/hosts"];
  await expect(promisify(execFile)(process.execPath, tsc)).resolves.toEqual({ stdout: "", stderr: "" });
});
