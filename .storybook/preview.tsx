import type { Preview } from "@storybook/react-vite";
import "../src/styles.css";
import { HostLook } from "./designSystems/HostLook.tsx";
import { isLook } from "./designSystems/looks.ts";
import "./preview.css";

const preview: Preview = {
  tags: ["autodocs"],
  args: { endpoint: "https://proxy.example/api/hyperline" },
  argTypes: {
    endpoint: { control: "text" },
    locale: { control: "text" },
    refetchInterval: { control: "number" },
    connect: { table: { disable: true } },
    fetch: { control: false },
    messages: { control: false },
    queryClient: { control: false },
  },
  parameters: {
    layout: "fullscreen",
    controls: { disableSaveFromUI: true },
    a11y: { test: "error" },
    options: {
      storySort: {
        order: [
          "Docs",
          [
            "Embed in five minutes",
            "Props",
            "Theming",
            "Servers",
            "Production",
            "Custom element",
            "Testing",
            "Troubleshooting",
            "Promises",
          ],
          "Dashboard",
          "List",
          "Cards",
          "Pill",
          "Text",
          "Custom element",
          "Interactions",
          "Options",
          "Languages",
          "Design systems",
        ],
      },
    },
    /** What a test waits for: `read`, `failed` or, for ever, `reading`. */
    settlesIn: "read",
  },
  globalTypes: {
    colorScheme: {
      toolbar: { title: "Theme", icon: "contrast", items: ["light", "dark"], dynamicTitle: true },
    },
    look: {
      toolbar: { title: "Host", icon: "paintbrush", items: ["plain", "shadcn", "mui", "bootstrap"], dynamicTitle: true },
    },
    network: {
      toolbar: {
        title: "Network",
        icon: "transfer",
        items: ["live", "slow", "failing", "stale", "offline", "signed out"],
        dynamicTitle: true,
      },
    },
    dir: {
      toolbar: { title: "Direction", icon: "paragraph", items: ["ltr", "rtl"], dynamicTitle: true },
    },
    locale: {
      toolbar: {
        title: "Language",
        icon: "globe",
        items: ["en", "fr", "nl", "es", "pl", "pt", "de", "it"],
        dynamicTitle: true,
      },
    },
    width: {
      toolbar: { title: "Width", icon: "grow", items: ["auto", "280px", "360px", "480px"], dynamicTitle: true },
    },
  },
  initialGlobals: { colorScheme: "light", look: "plain", network: "live", dir: "ltr", locale: "en", width: "auto" },
  decorators: [
    (Story, { globals }) => {
      const look: unknown = globals["look"];
      return (
        <div className="story-page" dir={globals["dir"]} style={{ colorScheme: globals["colorScheme"] }}>
          <div className="story-width" style={{ inlineSize: globals["width"] }}>
            {isLook(look) ? (
              <HostLook system={look} className="story-look">
                <Story />
              </HostLook>
            ) : (
              <Story />
            )}
          </div>
        </div>
      );
    },
  ],
};

export default preview;
