/** One stroke, drawn in the colour of the text beside it; the words there say the same, so it is hidden from screen readers. */
const paths = {
  low: "M8 2 15 14H1ZM8 6v4M8 12v.1",
  out: "M8 2a6 6 0 1 0 .1 0ZM8 5v4M8 11v.1",
  refresh: "M14 8a6 6 0 1 1-2-4M14 1v4h-4",
} as const;

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="hcb-icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
