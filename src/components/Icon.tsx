/** A shape in the colour of the text beside it, drawn by the stylesheet. The words there say the same, so it is hidden from screen readers. */
export function Icon({ name }: { name: "low" | "out" | "refresh" }) {
  return <span className="hcb-icon" data-icon={name} aria-hidden="true" />;
}
