import type { Preview } from "@storybook/react-vite";
import "../src/styles.css";
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
    options: { storySort: { order: ["List", "Cards", "Pill", "Text", "Options", "Languages", "Design systems"] } },
    /** What a test waits for: `read`, `failed` or, for ever, `reading`. */
    settlesIn: "read",
  },
  globalTypes: {
    colorScheme: {
      toolbar: { title: "Theme", icon: "contrast", items: ["light", "dark"], dynamicTitle: true },
    },
    dir: {
      toolbar: { title: "Direction", icon: "transfer", items: ["ltr", "rtl"], dynamicTitle: true },
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
      toolbar: { title: "Width", icon: "grow", items: ["auto", "280px", "360px"], dynamicTitle: true },
    },
  },
  initialGlobals: { colorScheme: "light", dir: "ltr", locale: "en", width: "auto" },
  decorators: [
    (Story, { globals }) => (
      <div className="story-page" dir={globals["dir"]} style={{ colorScheme: globals["colorScheme"] }}>
        <div className="story-width" style={{ inlineSize: globals["width"] }}>
          <Story />
        </div>
      </div>
    ),
  ],
};

export default preview;
