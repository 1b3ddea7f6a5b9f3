/** Credits used per day of a sample month. */
const days = [
  210, 340, 320, 410, 380, 120, 90, 360, 420, 450, 430, 470, 160, 110, 440, 510, 480, 530, 560, 190, 130, 490, 540, 600, 570, 610,
  220, 150,
];
const tallest = 640;
const height = 132;
const width = 560;
const step = width / days.length;
const bars = days.map((used, day) => ({ x: day * step + 3, top: height - (used / tallest) * height }));
const total = days.reduce((sum, used) => sum + used, 0);

export function UsageChart() {
  return (
    <section className="demo-panel" aria-labelledby="demo-usage">
      <h2 id="demo-usage">Credits used</h2>
      <p>
        <strong className="demo-total">{total.toLocaleString("en")}</strong> in the last 28 days, sample data
      </p>
      <svg
        className="demo-chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Credits used per day, rising on weekdays"
      >
        {[0.25, 0.5, 0.75, 1].map((line) => (
          <line key={line} x1="0" x2={width} y1={height * line - 0.5} y2={height * line - 0.5} className="demo-gridline" />
        ))}
        {bars.map(({ x, top }) => (
          <rect key={x} className="demo-bar" x={x} y={top} width={step - 6} height={height - top} rx="2.5" />
        ))}
      </svg>
    </section>
  );
}
