import { vi } from "vitest";

/** Makes the page seen or hidden, as a visitor does by changing tabs. */
export function showPage(visible: boolean) {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(visible ? "visible" : "hidden");
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}
