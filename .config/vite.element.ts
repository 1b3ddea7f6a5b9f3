import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { cssTarget } from "./cssTarget.ts";

process.env.NODE_ENV = "production";

const small = (file: string) => fileURLToPath(new URL(`../src/element/small/${file}`, import.meta.url));

/**
 * Builds `<credit-balances>` into one file for pages without React: in place of React and react-query stand Preact and as much of a query cache as
 * the widget's own query needs.
 */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^react$/, replacement: small("react.ts") },
      { find: /^react\/jsx-runtime$/, replacement: "preact/jsx-runtime" },
      { find: /^react-dom\/client$/, replacement: small("reactDomClient.ts") },
      { find: /^@tanstack\/react-query$/, replacement: small("reactQuery.ts") },
    ],
  },
  build: {
    emptyOutDir: false,
    sourcemap: true,
    target: cssTarget,
    cssTarget,
    modulePreload: false,
    // That of Preact asks for it.
    license: { fileName: "element.licenses.md" },
    rolldownOptions: {
      input: { element: "src/element.ts" },
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].js" },
    },
  },
  plugins: [react()],
});
