/**
 * Measures ours beside what a user would pick instead, prints a table, and writes it to RESULTS.md. All figures of a section come from one run.
 *
 * Usage: npm run bench, or npm run bench -- bytes faults
 */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nginxVersion } from "./nginx.mjs";

const sections = ["bytes", "proxyCpu", "atOnce", "day", "cached", "faults", "firstBalance", "polling"];
/** These have no peer but a limit, and say in a line each how far they are from it. */
const scripts = ["memory", "mount", "soak"];
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => ![...sections, ...scripts].includes(name));
if (unknown.length > 0)
  throw new Error(`There is no section ${unknown.join(", ")}. Choose from ${[...sections, ...scripts].join(", ")}.`);
const isChosen = (name) => chosen.length === 0 || chosen.includes(name);

const rows = [];
for (const name of sections.filter(isChosen)) {
  process.stderr.write(`${name} …\n`);
  const { measure } = await import(`./${name}.mjs`);
  rows.push(...(await measure()));
}

const told = [];
for (const name of scripts.filter(isChosen)) {
  process.stderr.write(`${name} …\n`);
  const script = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  const { stdout, code } = await promisify(execFile)(process.execPath, ["--expose-gc", script]).catch((error) => error);
  told.push(...stdout.trim().split("\n"));
  if (code) told.push(`**${name} is over a limit, or broke off.**`);
}

const lines = rows.map(({ what, peer, figure, more = "", ours, goal = "", isReached }) => {
  const ratio = ours === undefined ? "" : ours.toFixed(ours < 0.1 ? 3 : 2);
  const judged = isReached === undefined ? "" : isReached ? "reached" : "**missed**";
  return `| ${[what, peer, figure, more, ratio, goal, judged].join(" | ")} |`;
});
const missed = rows.flatMap(({ what, peer, isReached, why }) =>
  isReached === false ? [`- ${what}, ${peer}: ${why ?? "no reason known"}`] : [],
);
const table = ["| What | | Figure | | Ours to this | Goal | |", "| --- | --- | --- | --- | --- | --- | --- |", ...lines].join(
  "\n",
);
process.stdout.write(`${table}\n\n${told.join("\n")}\n`);

if (chosen.length === 0) {
  const { dependencies } = JSON.parse(await readFile(new URL("package.json", import.meta.url), "utf8"));
  const versions = [...Object.entries(dependencies).map(([name, version]) => `${name} ${version}`), nginxVersion];
  const raw = rows.flatMap((row) => (row.raw ? [{ what: row.what, peer: row.peer, ...row.raw }] : []));
  const page = `# Side by side

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model.trim()}. "Ours to this" is our figure divided
by the peer's, each pair measured in turns in the same run, the median of several rounds. How each peer is configured stands in \`proxies.mjs\` and \`bytes.mjs\`.

${table}

Missed, and what stands in the way:

${missed.join("\n") || "- nothing"}

Beside limits of our own:

${told.map((line) => `- ${line}`).join("\n")}

Peers: ${versions.join(", ")}.

## Raw

\`\`\`json
${JSON.stringify(raw, null, 2)}
\`\`\`
`;
  await writeFile(new URL("RESULTS.md", import.meta.url), page);
}
