import { QueryClient } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { creditBalancesQuery } from "../../src/hooks/creditBalancesQuery.ts";
import { aCredit, aCustomer } from "../support/credits.ts";
import { elements } from "../support/elements.ts";
import { connect, endpoint, renderWidget } from "../support/renderWidget.tsx";

describe("a cache that the host has written to", () => {
  it.each([
    { label: "another customer's credits", snapshot: { customerId: "cus_other" } },
    { label: "credits of nobody", snapshot: { customerId: undefined } },
  ])("shows nothing of $label", async ({ snapshot }) => {
    const client = new QueryClient();
    const { fetch } = connect();
    const own = await client.fetchQuery(creditBalancesQuery({ customerId: "cus_test", endpoint, fetch }));
    client.setQueryData(["hyperline-credits", endpoint, "cus_test"], { ...own, ...snapshot });
    renderWidget({ fetch }, client);
    expect(screen.queryByText("1,250")).toBeNull();

    await userEvent.click(await elements.tryAgain());
    expect(await screen.findByText("1,250")).toBeVisible();
  });
});

describe("a switch of customers", () => {
  it("shows no number of the former one, not for a single frame", async () => {
    const { fetch } = connect({
      customers: [
        aCustomer({ id: "cus_rich", credits: [aCredit({ current_balance: 777_777 })] }),
        aCustomer({ id: "cus_poor", credits: [aCredit({ current_balance: 5 })] }),
      ],
    });
    const { update } = renderWidget({ fetch, customerId: "cus_rich" });
    await screen.findByText("777,777");

    const frames: string[] = [];
    const observer = new MutationObserver(() => frames.push(document.body.textContent));
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    update({ customerId: "cus_poor" });
    frames.push(document.body.textContent);
    await screen.findByText("5");
    observer.disconnect();

    expect(frames.length).toBeGreaterThan(1);
    expect(frames.filter((frame) => frame.includes("777,777"))).toEqual([]);
  });

  it("gives up the read of the former one", async () => {
    const { fetch, requests } = connect({ fetch: () => new Promise(() => undefined) });
    const { update } = renderWidget({ fetch });
    await waitFor(() => expect(requests).toHaveLength(1));
    update({ customerId: "cus_other" });
    await waitFor(() => expect(requests[0]?.signal.aborted).toBe(true));
  });
});
