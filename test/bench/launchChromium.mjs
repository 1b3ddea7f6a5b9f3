import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { runnerImport } from "vite";

/** The Chromium of the tests, whose pages can also collect their garbage. */
export async function launchChromium() {
  // Node 20 runs no TypeScript.
  const path = fileURLToPath(new URL("chromiumOptions.ts", import.meta.url));
  const {
    module: { options },
  } = await runnerImport(path, { configFile: false, logLevel: "error" });
  return chromium.launch({ ...options, args: [...options.args, "--js-flags=--expose-gc"] });
}
