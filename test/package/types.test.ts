import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createProject } from "./createProject.ts";

type Project = Awaited<ReturnType<typeof createProject>>;

const versions = ["5.4", "7"];
const resolutions = [
  { module: "NodeNext", moduleResolution: "NodeNext" },
  { module: "ESNext", moduleResolution: "bundler" },
];
const cases = versions.flatMap((typescript) => resolutions.map((resolution) => ({ typescript, ...resolution })));

/** Checks the project with one of its two compilers, every library included. */
async function check(project: Project, typescript: string, options: object) {
  const name = `tsconfig.${typescript}.json`;
  const compilerOptions = {
    target: "ES2022",
    lib: ["ES2022", "DOM", "DOM.Iterable"],
    jsx: "react-jsx",
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    ...options,
  };
  await writeFile(join(project.folder, name), JSON.stringify({ compilerOptions, include: ["*.ts", "*.tsx"] }));
  const compiler = typescript === "7" ? "typescript" : "typescript-5.4";
  return project.run(process.execPath, `node_modules/${compiler}/bin/tsc`, "-p", name);
}

describe("a fresh project that uses every entry and every type", () => {
  let project: Project;

  beforeAll(async () => {
    project = await createProject("types", ["test/package/types"]);
  }, 180_000);

  it.each(cases)(
    "type-checks with TypeScript $typescript and $moduleResolution",
    { timeout: 120_000 },
    async ({ typescript, ...options }) => {
      for (const exactOptionalPropertyTypes of [false, true]) {
        const { stdout } = await check(project, typescript, { ...options, types: ["node"], exactOptionalPropertyTypes });
        expect(stdout).toBe("");
      }
    },
  );
});

describe("a fresh project without React's types", () => {
  let project: Project;

  beforeAll(async () => {
    project = await createProject("plain", ["test/package/plain"]);
  }, 180_000);

  it.each(cases)(
    "knows the elements with TypeScript $typescript and $moduleResolution",
    { timeout: 120_000 },
    async ({ typescript, ...options }) => {
      const { stdout } = await check(project, typescript, { ...options, types: [] });
      expect(stdout).toBe("");
    },
  );
});
