import { composeStories } from "@storybook/react-vite";
import { waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { looks } from "../../.storybook/designSystems/looks.ts";
import preview from "../../.storybook/preview.tsx";
import { networks } from "../../src/components/stories/networks.stories.shared.ts";
import { expectAccessible } from "../support/axe.ts";

type StoriesFile = Parameters<typeof composeStories>[0];
type Composed = { storyName: string; parameters: { settlesIn?: string }; run: () => Promise<void> };

/** A new file of stories is found by itself. */
const files = import.meta.glob<StoriesFile>("../../src/**/*.stories.tsx", { eager: true });

/** Every story, by the file's title and its own name, in a page with these globals. */
function everyStory(globals: Record<string, string>) {
  const project = { ...preview, initialGlobals: { ...preview.initialGlobals, ...globals } };
  return Object.values(files).flatMap((file) =>
    Object.entries<Composed>(composeStories(file, project)).map(([name, story]) => ({
      label: `${String(file.default.title)}: ${name}`,
      story,
    })),
  );
}

async function show({ run, parameters: { settlesIn } }: Composed) {
  await run();
  // Long enough for the retries of a failing upstream.
  await waitFor(() => expect(document.querySelector("[data-read]")).toHaveProperty("dataset.read", settlesIn), {
    timeout: 14_000,
  });
}

beforeEach(() => {
  // The wait before a retry is drawn at random: here it is always the shortest.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

const modes = [
  { mode: "light", width: 1_000, globals: {} },
  { mode: "dark", width: 1_000, globals: { colorScheme: "dark" } },
  { mode: "right to left", width: 1_000, globals: { dir: "rtl" } },
  // Between the narrow page's margins.
  { mode: "280 px wide", width: 280 + 2 * 8, globals: {} },
];

describe.each(modes)("$mode", ({ width, globals }) => {
  beforeEach(() => page.viewport(width, 900));

  it.each(everyStory(globals))("$label is accessible, and no text is cut", async ({ story }) => {
    await show(story);
    expect(cutTexts()).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await expectAccessible();
  });
});

/** Every form, once. */
const forms = ["List: Mixed", "Cards: Mixed", "Pill: MixedOpen", "Text: Mixed"];

const switches = [
  ...Object.keys(networks).map((network) => ({
    switched: `network: ${network}`,
    globals: { network },
    settlesIn: ["live", "slow", "stale"].includes(network) ? "read" : "failed",
  })),
  ...Object.keys(looks).flatMap((look) =>
    ["light", "dark"].map((colorScheme) => ({
      switched: `host: ${look}, ${colorScheme}`,
      globals: { look, colorScheme },
      settlesIn: "read",
    })),
  ),
];

describe.each(switches)("$switched", ({ globals, settlesIn }) => {
  beforeEach(() => page.viewport(1_000, 900));

  it.each(everyStory(globals).filter(({ label }) => forms.includes(label)))(
    "$label is accessible, and no text is cut",
    async ({ story }) => {
      await show(Object.assign(story, { parameters: { ...story.parameters, settlesIn } }));
      expect(cutTexts()).toEqual([]);
      await expectAccessible();
    },
  );
});

it("every form is there in every switch's run", () => {
  const labels = everyStory({}).map(({ label }) => label);
  expect(forms.filter((form) => !labels.includes(form))).toEqual([]);
});

/** What text has to stay inside of. */
const boxes = `.hcb-root, .hcb-header, .hcb-heading, .hcb-banner, .hcb-credit, .hcb-title, .hcb-name, .hcb-badge, .hcb-balance, .hcb-details,
  .hcb-notice, .hcb-footer, .hcb-refresh, .hcb-button, .hcb-more, .hcb-pill, .hcb-popover`;

/** Texts of the widgets that stick out of a box of theirs, as far as that is not meant: a name ends after two lines, a popover is scrolled. */
function cutTexts(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const cut: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent?.closest(".hcb-root") || parent.closest(".hcb-visually-hidden") || !node.textContent?.trim()) continue;
    // Further facts of a card are for screen readers.
    if (getComputedStyle(parent).clipPath === "inset(50%)") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()];
    const mayBeLong = parent.closest(".hcb-name") !== null;
    for (let box = parent.closest(boxes); box; box = box.parentElement?.closest(boxes) ?? null) {
      if (getComputedStyle(box).display === "contents") continue;
      const isScrolled = box.matches(".hcb-popover");
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const sticksOut = lines.some(
        (line) =>
          line.left < left - 1 ||
          line.right > right + 1 ||
          (!mayBeLong && !isScrolled && (line.top < top - 1 || line.bottom > bottom + 1)),
      );
      if (sticksOut) cut.push(`"${node.textContent}" in .${box.className}`);
      // It stands above the page, and not in the pill.
      if (isScrolled) break;
    }
  }
  return cut;
}
