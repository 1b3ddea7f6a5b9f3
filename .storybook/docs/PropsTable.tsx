import { Markdown } from "@storybook/addon-docs/blocks";
import type { PropRow } from "./propsOf.ts";

/** Props, one a line. */
export function PropsTable({ rows }: { rows: readonly PropRow[] }) {
  return (
    <table className="docs-props">
      <thead>
        <tr>
          <th scope="col">Prop</th>
          <th scope="col">What it does</th>
          <th scope="col">Default</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, isRequired, type, description, default: otherwise }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
              {isRequired && <span className="docs-required">required</span>}
            </th>
            <td>
              <Markdown>{description}</Markdown>
              <code className="docs-type">{type}</code>
            </td>
            <td>
              {otherwise && (
                <Markdown>{/^[\w`"]/.test(otherwise) && !otherwise.includes(" ") ? `\`${otherwise}\`` : otherwise}</Markdown>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
