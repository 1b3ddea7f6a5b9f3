import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import type { ViteUserConfig } from "vitest/config";
import { demoServer } from "./src/demo/demoServer.ts";
import { chromiumLaunchOptions } from "./test/support/chromium.ts";

export default defineConfig(async ({ mode }): Promise<ViteUserConfig> => ({
  plugins: [react(), demoServer()],
  // Older targets would rewrite light-dark() into variables that follow the system instead of the page.
  build: { cssTarget: ["chrome123", "firefox121", "safari17.5"] },
  server: { port: 5173 },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.browser.test.*"],
          env: { TZ: "UTC" },
        },
      },
      {
        extends: true,
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
