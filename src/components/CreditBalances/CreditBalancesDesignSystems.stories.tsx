import type { Meta, StoryObj } from "@storybook/react-vite";
import "../../../.storybook/designSystems/bootstrap.css";
import "../../../.storybook/designSystems/host.css";
import "../../../.storybook/designSystems/mui.css";
import "../../../.storybook/designSystems/shadcn.css";
import { Connected } from "../stories/Connected.stories.shared.tsx";
import type { Connection } from "../stories/Connected.stories.shared.tsx";
import { states } from "../stories/states.stories.shared.ts";
import { CreditBalances } from "./CreditBalances.tsx";
import type { CreditBalancesProps } from "./creditBalancesProps.ts";

const runs = [
  { project: "Autumn lookbook", kind: "Image generation", credits: "48" },
  { project: "Support search", kind: "API calls", credits: "316" },
  { project: "Launch teaser", kind: "Video renders", credits: "4" },
];

/** Which of the design systems is around, and the five lines that a host writes. */
type Theme = { system: "shadcn" | "mui" | "bootstrap"; css: string };

/** At home beside shadcn/ui, MUI and plain Bootstrap with five lines of CSS each. */
const meta: Meta<CreditBalancesProps & Connection & Theme> = {
  title: "Design systems",
  component: CreditBalances,
  args: { ...states.mixed.args, topUp: "#billing" },
  render: ({ connect, system, css, ...props }, { globals }) => (
    <Connected connect={connect} globals={globals}>
      {(shared) => (
        <div className={`story-host like-${system}`}>
          {/* In a scope, which weighs nothing, because a docs page shows all three. */}
          <style>{`@scope (.like-${system}) { ${css} }`}</style>
          <CreditBalances {...shared} {...props} />
          <div className="host-column">
            <section className="host-card">
              <h3>Growth plan</h3>
              <p>Credits are added on the first of each month.</p>
              <div className="host-buttons">
                <button type="button" className="host-button">
                  Change plan
                </button>
                <button type="button" className="host-button host-button-secondary">
                  Invoices
                </button>
              </div>
            </section>
            <table>
              <thead>
                <tr>
                  <th scope="col">Project</th>
                  <th scope="col">Product</th>
                  <th scope="col">Used</th>
                </tr>
              </thead>
              <tbody>
                {runs.map(({ project, kind, credits }) => (
                  <tr key={project}>
                    <td>{project}</td>
                    <td>{kind}</td>
                    <td>{credits}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <pre>{css}</pre>
        </div>
      )}
    </Connected>
  ),
};

export default meta;

type Story = StoryObj<CreditBalancesProps & Connection & Theme>;

export const Shadcn: Story = {
  args: {
    system: "shadcn",
    css: `.hcb-root {
  --hcb-surface: var(--card); --hcb-line: var(--border); --hcb-radius: calc(var(--radius) + 4px); --hcb-padding-inline: 24px;
  --hcb-text: var(--card-foreground); --hcb-text-soft: var(--muted-foreground); --hcb-text-faint: var(--muted-foreground);
  --hcb-accent: var(--primary); box-shadow: var(--shadow-sm);
}`,
  },
};

export const Mui: Story = {
  args: {
    system: "mui",
    css: `.hcb-root {
  --hcb-surface: var(--mui-palette-background-paper); --hcb-line: var(--mui-palette-divider); --hcb-padding-inline: 16px;
  --hcb-text: var(--mui-palette-text-primary); --hcb-text-soft: var(--mui-palette-text-secondary);
  --hcb-accent: var(--mui-palette-primary-main); --hcb-radius: var(--mui-shape-borderRadius);
}`,
  },
};

export const Bootstrap: Story = {
  args: {
    system: "bootstrap",
    css: `.hcb-root {
  --hcb-surface: var(--bs-body-bg); --hcb-line: var(--bs-border-color-translucent); --hcb-padding-inline: 16px;
  --hcb-text: var(--bs-body-color); --hcb-text-soft: var(--bs-secondary-color); --hcb-text-faint: var(--bs-secondary-color);
  --hcb-accent: var(--bs-link-color); --hcb-radius: var(--bs-border-radius);
}`,
  },
};
