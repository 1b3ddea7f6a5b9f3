import { expect, waitFor } from "storybook/test";

/** The visitor comes back to the page, and the widget reads again. */
export async function comeBack({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> {
  const shows = (outcome: string) => expect(canvasElement.querySelector(`[data-read="${outcome}"]`)).not.toBeNull();
  await waitFor(() => shows("read"));
  window.dispatchEvent(new Event("visibilitychange"));
  // Longer than the retries take.
  await waitFor(() => shows("failed"), { timeout: 14_000 });
}
