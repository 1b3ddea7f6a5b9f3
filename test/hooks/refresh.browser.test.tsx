import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { elements } from "../support/elements.ts";
import { connect, renderWidget } from "../support/renderWidget.tsx";

/** A widget over a proxy whose rows stay fresh for long, and a way to spend behind their back. */
async function widgetWithFreshRows() {
  const { fetch, requests, upstream } = connect({ maxAge: 3_600_000 });
  renderWidget({ fetch });
  await screen.findByText("1,250");
  const spend = async (count: number) => {
    const url = "https://hyperline.example/v1/customers/cus_test/credits/itm_apicalls/usage";
    const headers = { Authorization: `Bearer ${upstream.apiKey}` };
    await upstream.fetch(new Request(url, { method: "POST", headers, body: JSON.stringify({ usage_retained: count }) }));
  };
  return { requests, spend };
}

it("the refresh button shows what was spent since, past the proxy's fresh rows", async () => {
  const { requests, spend } = await widgetWithFreshRows();
  await spend(250);
  await userEvent.click(await elements.refresh());

  expect(await screen.findByText("1,000")).toBeVisible();
  expect(requests.map(({ headers }) => headers.get("Cache-Control"))).toEqual([null, "no-cache"]);
});

it("a host's headers travel with every read of the widget", async () => {
  const { fetch, requests } = connect();
  let reads = 0;
  renderWidget({ fetch, headers: async () => ({ "X-Read": String((reads += 1)) }) });
  await screen.findByText("1,250");
  await userEvent.click(await elements.refresh());
  await expect.poll(() => requests.map(({ headers }) => headers.get("X-Read"))).toEqual(["1", "2"]);
});
