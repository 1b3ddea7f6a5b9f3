/** One stroke, drawn in the colour of the text beside it; the words there say the same, so it is hidden from screen readers. */
const paths = {
  low: "M8 2.2 14.6 13.6H1.4ZM8 6.6v3.2M8 11.8v.1",
  out: "M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 0 0 8 1.6ZM8 4.9v3.7M8 11v.1",
  refresh: "M13.6 8a5.6 5.6 0 1 1-1.7-4M13.7 1.6v3.1h-3.1",
} as const;

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className="hcb-icon" data-icon={name} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={paths[name]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
