import type { StorybookConfig } from "@storybook/react-vite";
import { mergeConfig } from "vite";
import type { PluginOption } from "vite";
import remarkGfm from "remark-gfm";

/** Newer than what the widget is built for: the stories' own pages use light-dark(), which Vite would else compile into what follows no `color-scheme`. */
const cssTarget = ["chrome123", "firefox125", "safari17.5"];

/** Storybook reads vite.config.ts; its pages bring their own proxy. */
function isNotTheDemo(plugin: PluginOption): boolean {
  return !(typeof plugin === "object" && plugin !== null && "name" in plugin && plugin.name === "hyperline-credit-balances-demo");
}

const config: StorybookConfig = {
  framework: "@storybook/react-vite",
  stories: ["./docs/*.mdx", "../src/**/*.stories.tsx"],
  addons: [
    // Tables are not in Markdown's own grammar.
    { name: "@storybook/addon-docs", options: { mdxPluginOptions: { mdxCompileOptions: { remarkPlugins: [remarkGfm] } } } },
    "@storybook/addon-a11y",
  ],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // The other docgen needs TypeScript's JavaScript API, which TypeScript 7 does not have.
  typescript: { reactDocgen: "react-docgen" },
  viteFinal: (vite) => mergeConfig({ ...vite, plugins: vite.plugins?.filter(isNotTheDemo) }, { build: { cssTarget } }),
};

export default config;
