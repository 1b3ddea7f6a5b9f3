import { createRoot } from "react-dom/client";
import { expect, it, onTestFinished } from "vitest";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";
import { connect, endpoint } from "../support/renderWidget.tsx";

/** As in a host's page: without the `act` of tests, which would run every effect at once. */
function showWidget(widget: React.ReactNode): HTMLElement {
  Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", false);
  const container = document.body.appendChild(document.createElement("div"));
  const root = createRoot(container);
  root.render(widget);
  onTestFinished(() => {
    root.unmount();
    container.remove();
    Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);
  });
  return container;
}

it("is under way by the time that the skeleton stands in the page, and before it is painted", async () => {
  const { fetch, requests } = connect();
  const container = showWidget(<CreditBalances customerId="cus_test" endpoint={endpoint} fetch={fetch} />);
  const requestsBesideSkeleton = await new Promise((resolve) => {
    new MutationObserver(() => resolve(requests.length)).observe(container, { childList: true });
  });
  expect(container.querySelector("[data-status]")).toHaveAttribute("data-status", "loading");
  expect(requestsBesideSkeleton).toBe(1);

  await expect.poll(() => container.textContent).toContain("1,250");
  expect(requests).toHaveLength(1);
});
