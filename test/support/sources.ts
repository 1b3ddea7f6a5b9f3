import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";

/** A file of ours, by its path from the project's root, with forward slashes. */
export type Source = { path: string; text: string };

/** Every file below a folder whose name ends in one of the endings. */
export function readSources(folder: string, endings: readonly string[]): Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return { path: relative(process.cwd(), file).split(sep).join("/"), text: readFileSync(file, "utf8") };
    });
}

/** What a module imports, types included: our own files as paths from the root, packages by their name. */
export function importsOf({ path, text }: Source): string[] {
  return [...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;"']*?\bfrom\s*"([^"]+)"|\bimport\(?\s*"([^"]+)"/g)].map((match) => {
    const name = match[1] ?? match[2] ?? "";
    return name.startsWith(".") ? posix.join(posix.dirname(path), name) : name;
  });
}
