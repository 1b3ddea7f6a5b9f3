/** Prints what a promise was measured at. Past the console, which stays empty in tests. */
export function report(title: string, figures: string): void {
  process.stdout.write(`${title}: ${figures}\n`);
}
