import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as entry from "../../src/sandbox.ts";
import { sandboxFaults } from "../../src/sandbox/fault.ts";
import { faultOutcomes } from "../support/faultOutcomes.ts";

const page = readFileSync(".storybook/docs/Testing.mdx", "utf8");
const blocks = [...page.matchAll(/^```tsx?\n([^]*?)^```$/gm)].map((match) => match[1]);

/** A host has Playwright's own test in place of ours. */
const files = ["vitest.browser.test.tsx", "msw.test.ts", "routeCredits.ts", "playwright.test.ts", "Credits.stories.tsx"].map(
  (file) => readFileSync(`test/recipes/${file}`, "utf8").replace("./support/playwrightTest.ts", "@playwright/test"),
);

describe("the page on testing", () => {
  it("shows the recipes as they are tested, and no other code", () => {
    expect(blocks).toStrictEqual(files);
  });

  it.each(sandboxFaults)("says what becomes of %s", (fault) => {
    const [line = ""] = new RegExp(`^- \`${fault}\`:.*$`, "m").exec(page) ?? [];
    const [outcome = "rows"] = /\b\d{3} \w+_\w+/.exec(line) ?? [];

    expect(line).not.toBe("");
    expect(outcome).toBe(faultOutcomes[fault]);
  });

  it.each(Object.keys(entry))("names %s", (name) => {
    expect(page).toContain(name);
  });
});
