import "./bootstrap.css";
import "./host.css";
import "./mui.css";
import "./shadcn.css";

/** By design system: the five lines that a host writes to make the widget one of its own. */
export const looks = {
  shadcn: `.hcb-root {
  --hcb-surface: var(--card); --hcb-line: var(--border); --hcb-radius: calc(var(--radius) + 4px); --hcb-padding-inline: 24px;
  --hcb-text: var(--card-foreground); --hcb-text-soft: var(--muted-foreground); --hcb-text-faint: var(--muted-foreground);
  --hcb-accent: var(--primary); box-shadow: var(--shadow-sm);
}`,
  mui: `.hcb-root {
  --hcb-surface: var(--mui-palette-background-paper); --hcb-line: var(--mui-palette-divider); --hcb-padding-inline: 16px;
  --hcb-text: var(--mui-palette-text-primary); --hcb-text-soft: var(--mui-palette-text-secondary);
  --hcb-accent: var(--mui-palette-primary-main); --hcb-radius: var(--mui-shape-borderRadius);
}`,
  bootstrap: `.hcb-root {
  --hcb-surface: var(--bs-body-bg); --hcb-line: var(--bs-border-color-translucent); --hcb-padding-inline: 16px;
  --hcb-text: var(--bs-body-color); --hcb-text-soft: var(--bs-secondary-color); --hcb-text-faint: var(--bs-secondary-color);
  --hcb-accent: var(--bs-link-color); --hcb-radius: var(--bs-border-radius);
}`,
};

export function isLook(name: unknown): name is keyof typeof looks {
  return typeof name === "string" && Object.hasOwn(looks, name);
}
