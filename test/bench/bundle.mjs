import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A page's script, as production has it. With one copy of React and of React Query, that of the package, though the peers beside this file bring their own. */
export async function bundle(path) {
  const { outputFiles } = await build({
    entryPoints: [here(path)],
    bundle: true,
    minify: true,
    write: false,
    target: "es2023",
    jsx: "automatic",
    alias: Object.fromEntries(
      ["react", "react-dom", "@tanstack/react-query"].map((name) => [name, here(`../../node_modules/${name}`)]),
    ),
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0].text;
}
