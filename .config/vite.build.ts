import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { cssTarget } from "./cssTarget.ts";

// Whatever the shell says: React's development build has no place in the package.
process.env.NODE_ENV = "production";

/**
 * Builds what a page loads by itself: the stylesheet, and the page that the standalone server shows with `--sandbox`. The library is
 * emitted by tsc, one module per source.
 */
export default defineConfig({
  build: {
    emptyOutDir: false,
    target: cssTarget,
    cssTarget,
    modulePreload: false,
    // Those of React and the others that are in the page's script ask for it.
    license: { fileName: "standalone/page.licenses.md" },
    rolldownOptions: {
      input: { styles: "src/styles.css", "standalone/page": "src/standalone/page/main.tsx" },
      output: {
        entryFileNames: "[name].js",
        assetFileNames: ({ names }) => (names.includes("page.css") ? "standalone/[name][extname]" : "[name][extname]"),
      },
    },
  },
  plugins: [
    react(),
    {
      name: "stylesheet-without-script",
      generateBundle(_options, bundle) {
        delete bundle["styles.js"];
        // Without it TypeScript refuses `import "hyperline-credit-balances/styles.css"` in a project that declares no *.css.
        this.emitFile({ type: "asset", fileName: "styles.css.d.ts", source: "export {};\n" });
      },
    },
  ],
});
