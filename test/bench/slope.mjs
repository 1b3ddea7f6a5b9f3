/** Least squares: how much the second of each pair grows for one more of the first. */
export function slope(pairs) {
  const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const [x, y] = [mean(pairs.map(([one]) => one)), mean(pairs.map(([, one]) => one))];
  const rise = pairs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return rise / pairs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}
