import { composeStories } from "@storybook/react-vite";
import { waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import preview from "../../.storybook/preview.tsx";
import * as stories from "../../src/components/CreditBalances/CreditBalances.stories.tsx";
import { expectAccessible } from "../support/axe.ts";

/** What each story settles in; every story must stand here. */
const settled: Record<keyof Omit<typeof stories, "default">, "loading" | "error" | "ready"> = {
  Mixed: "ready",
  DocumentedExample: "ready",
  Healthy: "ready",
  Low: "ready",
  Out: "ready",
  Negative: "ready",
  Fractional: "ready",
  NoThreshold: "ready",
  UnknownBalance: "ready",
  NoCredits: "ready",
  ManyProducts: "ready",
  HostileNames: "ready",
  HugeNumbers: "ready",
  Loading: "loading",
  BillingServiceDown: "error",
  SignedOut: "error",
  Forbidden: "error",
  UnknownCustomer: "error",
  WrongEndpoint: "error",
  RefreshFailed: "ready",
  Dark: "ready",
  RightToLeft: "ready",
  HostileNamesRightToLeft: "ready",
  Narrow: "ready",
};

describe.each(["light", "dark"])("in the %s scheme", (colorScheme) => {
  const composed = composeStories(stories, { ...preview, initialGlobals: { ...preview.initialGlobals, colorScheme } });

  it.each(Object.entries(composed))(
    "%s has no accessibility violation",
    async (name, story) => {
      await story.run();
      const expected = Object.entries(settled).find(([key]) => key === name)?.[1];
      // Long enough for three retries of a failing upstream.
      await waitFor(() => expect(document.querySelector(".hcb-root")).toHaveProperty("dataset.status", expected), {
        timeout: 14_000,
      });
      await expectAccessible();
    },
    20_000,
  );
});
