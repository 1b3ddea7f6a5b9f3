import type { Meta, StoryObj } from "@storybook/react-vite";
import { HostLook } from "../../../.storybook/designSystems/HostLook.tsx";
import { looks } from "../../../.storybook/designSystems/looks.ts";
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

/** Which of the design systems is around. */
type Theme = { system: keyof typeof looks };

/** At home beside shadcn/ui, MUI and plain Bootstrap with five lines of CSS each. */
const meta: Meta<CreditBalancesProps & Connection & Theme> = {
  title: "Design systems",
  component: CreditBalances,
  args: { ...states.mixed.args, topUp: "#billing" },
  render: ({ connect, system, ...props }, { globals }) => (
    <Connected connect={connect} globals={globals}>
      {(shared) => (
        <HostLook system={system} className="story-host">
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
          <pre>{looks[system]}</pre>
        </HostLook>
      )}
    </Connected>
  ),
};

export default meta;

type Story = StoryObj<CreditBalancesProps & Connection & Theme>;

export const Shadcn: Story = { args: { system: "shadcn" } };

export const Mui: Story = { args: { system: "mui" } };

export const Bootstrap: Story = { args: { system: "bootstrap" } };
