import type { StorybookConfig } from "@storybook/react-vite";
import { mergeConfig } from "vite";

const config: StorybookConfig = {
  framework: "@storybook/react-vite",
  stories: ["../src/**/*.stories.tsx"],
  addons: ["@storybook/addon-docs", "@storybook/addon-a11y"],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // The other docgen needs TypeScript's JavaScript API, which TypeScript 7 does not have.
  typescript: { reactDocgen: "react-docgen" },
  // Storybook drops the build options of vite.config.ts. Without these targets light-dark() would follow the system, not the toolbar.
  viteFinal: (vite) => mergeConfig(vite, { build: { cssTarget: ["chrome123", "firefox121", "safari17.5"] } }),
};

export default config;
