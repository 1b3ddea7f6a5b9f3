import { composeStories } from "@storybook/react-vite";
import { beforeEach, expect, it, vi } from "vitest";
import * as stories from "./Credits.stories.tsx";

beforeEach(() => {
  // The wait before a retry is drawn at random: here it is always the shortest.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

it.each(Object.entries(composeStories(stories)))("the story %s shows what its play function waits for", async (_name, story) => {
  await story.run();
  expect(document.querySelectorAll(".hcb-root")).toHaveLength(1);
});
