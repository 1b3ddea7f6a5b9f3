import { defineConfig } from "vite";
import { cssTarget } from "./cssTarget.ts";

/** Builds what a page loads by itself: the stylesheet. The library is emitted by tsc, one module per source. */
export default defineConfig({
  build: {
    emptyOutDir: false,
    cssTarget,
    rolldownOptions: { input: "src/styles.css", output: { assetFileNames: "[name][extname]" } },
  },
  plugins: [
    {
      name: "stylesheet-only",
      generateBundle(_options, bundle) {
        for (const [name, output] of Object.entries(bundle)) if (output.type === "chunk") delete bundle[name];
        // Without it TypeScript refuses `import "hyperline-credit-balances/styles.css"` in a project that declares no *.css.
        this.emitFile({ type: "asset", fileName: "styles.css.d.ts", source: "export {};\n" });
      },
    },
  ],
});
