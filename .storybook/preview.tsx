import type { Preview } from "@storybook/react-vite";
import "../src/styles.css";
import "./preview.css";

const preview: Preview = {
  tags: ["autodocs"],
  parameters: {
    layout: "fullscreen",
    controls: { disableSaveFromUI: true },
  },
  globalTypes: {
    colorScheme: {
      toolbar: { title: "Theme", icon: "contrast", items: ["light", "dark"], dynamicTitle: true },
    },
    dir: {
      toolbar: { title: "Direction", icon: "transfer", items: ["ltr", "rtl"], dynamicTitle: true },
    },
  },
  initialGlobals: { colorScheme: "light", dir: "ltr" },
  decorators: [
    (Story, { globals }) => (
      <div className="story-page" dir={globals["dir"]} style={{ colorScheme: globals["colorScheme"] }}>
        <Story />
      </div>
    ),
  ],
};

export default preview;
