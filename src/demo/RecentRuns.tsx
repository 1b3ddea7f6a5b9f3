const runs = [
  { project: "Autumn lookbook", kind: "Image generation", credits: 48, when: "Today, 10:12" },
  { project: "Support search", kind: "API calls", credits: 316, when: "Today, 09:40" },
  { project: "Founders' podcast", kind: "Transcription minutes", credits: 62.5, when: "Yesterday" },
  { project: "Launch teaser", kind: "Video renders", credits: 4, when: "Yesterday" },
];

export function RecentRuns() {
  return (
    <section className="demo-panel demo-runs" aria-labelledby="demo-runs">
      <h2 id="demo-runs">Recent runs</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Project</th>
            <th scope="col">Product</th>
            <th scope="col">When</th>
            <th scope="col">Used</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.project}>
              <td>{run.project}</td>
              <td>{run.kind}</td>
              <td>{run.when}</td>
              <td>{run.credits}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
