import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import type { ViteUserConfig } from "vitest/config";
import { demoServer } from "./src/demo/demoServer.ts";
import { chromiumLaunchOptions } from "./test/support/chromium.ts";

const root = fileURLToPath(new URL("./", import.meta.url));

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => ({
  plugins: [react(), demoServer()],
  server: { port: 5173 },
  resolve: {
    // Our own name, as a host imports it.
    alias: [
      { find: /^hyperline-credit-balances$/, replacement: `${root}src/index.ts` },
      { find: /^hyperline-credit-balances\/(\w+)$/, replacement: `${root}src/$1.ts` },
    ],
  },
  test: {
    // For a first start on a slow machine, and for the story that waits out its retries.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          setupFiles: ["test/support/nodeSetup.ts"],
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.browser.test.*", "test/{hosts,element,docs,package}/**", "test/**/redis.test.ts"],
          env: { TZ: "UTC" },
        },
      },
      {
        extends: true,
        test: {
          name: "hosts",
          environment: "node",
          setupFiles: ["test/support/nodeSetup.ts"],
          globalSetup: ["test/hosts/buildPackage.ts"],
          include: ["test/{hosts,element,docs}/*.test.ts"],
          // After the others: whole builds beside them would take the processor from tests that watch the clock.
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Fresh projects, which npm installs from the registry: `npm run test:package`.
        extends: true,
        test: {
          name: "package",
          environment: "node",
          setupFiles: ["test/support/nodeSetup.ts"],
          globalSetup: ["test/package/pack.ts"],
          include: ["test/package/*.test.ts"],
          sequence: { groupOrder: 3 },
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "redis",
          environment: "node",
          setupFiles: ["test/support/nodeSetup.ts"],
          include: ["test/**/redis.test.ts"],
          env: { TZ: "UTC" },
          // Alone: a store gets 50 milliseconds, which a busy machine may not give it.
          sequence: { groupOrder: 2 },
          fileParallelism: false,
        },
      },
      {
        extends: true,
        // Named here, so that Vite does not find one of them halfway and reload the page.
        optimizeDeps: {
          include: [
            "react",
            "react/jsx-dev-runtime",
            "react-dom",
            "react-dom/client",
            "react-dom/server",
            "@tanstack/react-query",
            "valibot",
            "axe-core",
            "@testing-library/react",
            "@storybook/react-vite",
            "storybook/test",
          ],
        },
        test: {
          name: "chromium",
          include: ["test/**/*.browser.test.tsx"],
          setupFiles: ["test/support/browserSetup.ts"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              // Unpacks a browser, which only the tests need.
              launchOptions: mode === "test" ? await chromiumLaunchOptions() : {},
              contextOptions: { locale: "en-US", timezoneId: "UTC" },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
}));
