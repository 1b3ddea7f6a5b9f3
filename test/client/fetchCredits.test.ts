import { describe, expect, it } from "vitest";
import { fetchCredits } from "../../src/client/fetchCredits.ts";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { documentedCustomerId } from "../../src/sandbox/createCast.ts";
import { createSandbox } from "../../src/sandbox/createSandbox.ts";
import { aCustomer, testTime } from "../support/credits.ts";
import { mount as endpoint, proxyOptions } from "../support/proxy.ts";
import { anAnswer, reading } from "../support/proxyAnswer.ts";
import { serve } from "../support/serve.ts";

const customerId = "cus_test";

describe("fetchCredits", () => {
  it("reads the documented customer through the proxy from the sandbox", async () => {
    const proxy = createCreditsHandler(proxyOptions({ fetch: createSandbox({ now: () => testTime }) }));

    const { credits, fetchedAt, stale } = await fetchCredits({ customerId: documentedCustomerId, endpoint, fetch: proxy });

    expect({ credits, fetchedAt, stale }).toStrictEqual({
      credits: [
        {
          productId: "itm_3kXODDF42QXtnL",
          customerId: "cus_Typ0px2W0aiEtl",
          name: "Credit name",
          balance: 2000,
          lowThreshold: 10,
          level: "ok",
          lastRefreshedAt: "2023-11-23T09:00:01.860Z",
          autoTopUp: null,
          createdAt: "2023-10-12T07:00:01.860Z",
          updatedAt: "2023-10-13T10:00:01.860Z",
        },
      ],
      fetchedAt: "2026-01-01T10:00:00.000Z",
      stale: false,
    });
  });

  it("reads a customer without credits as an empty list", async () => {
    const fetch = createSandbox({ customers: [aCustomer({ credits: [] })] });
    const proxy = createCreditsHandler(proxyOptions({ fetch }));

    expect((await fetchCredits({ customerId, endpoint, fetch: proxy })).credits).toStrictEqual([]);
  });

  it("says that the rows are older ones when the proxy says so", async () => {
    expect((await reading(anAnswer({ meta: { stale: true } }))).stale).toBe(true);
  });

  it("survives JSON, so that a server can hand it to a browser", async () => {
    const snapshot = await reading(anAnswer());

    expect(JSON.parse(JSON.stringify(snapshot))).toStrictEqual(snapshot);
  });

  it("uses the platform's fetch unless it is given one", async () => {
    const origin = await serve((_request, response) => response.end(anAnswer()));

    expect((await fetchCredits({ customerId, endpoint: origin })).credits).toHaveLength(1);
  });
});
