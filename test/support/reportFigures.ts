/** Writes what a test has counted on one line of its output. Past the console, which stays empty in tests. */
export function reportFigures(title: string, figures: string | Record<string, number | string>): void {
  const listed =
    typeof figures === "string"
      ? figures
      : Object.entries(figures)
          .map((pair) => pair.join(" "))
          .join(", ");
  process.stdout.write(`${title}: ${listed}\n`);
}
