import { defineConfig } from "vite";

/** Builds what a page loads by itself: the stylesheet. The library is emitted by tsc, one module per source. */
export default defineConfig({
  build: {
    emptyOutDir: false,
    // Older targets would rewrite light-dark() into variables that follow the system instead of the page.
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    rolldownOptions: { input: "src/styles.css", output: { assetFileNames: "[name][extname]" } },
  },
  plugins: [
    {
      name: "drop-empty-script",
      generateBundle(_options, bundle) {
        for (const [name, output] of Object.entries(bundle)) if (output.type === "chunk") delete bundle[name];
      },
    },
  ],
});
