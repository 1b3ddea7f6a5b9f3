/** Writes what a test has counted on one line of its output: a title, then names and values. */
export function reportFigures(title: string, figures: Record<string, number | string>): void {
  const listed = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`${title}: ${listed.join(", ")}\n`);
}
