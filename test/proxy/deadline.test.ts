import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { manyCredits, observedSandbox } from "../support/credits.ts";
import { askProxy, creditsUrl, problemOf, proxyOptions } from "../support/proxy.ts";
import { serve } from "../support/serve.ts";
import { aList, never } from "../support/upstream.ts";

const timeout = 30;

/** A body that starts and then stalls. */
function stallingBody() {
  const state = { cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(aList().slice(0, 20))),
    cancel: () => {
      state.cancelled = true;
    },
  });
  return { body, state };
}

describe("the deadline", () => {
  it.each([
    { label: "authorize never settles", options: { authorize: () => never<boolean>() } },
    { label: "the upstream never answers", options: { fetch: () => never<Response>() } },
    { label: "the upstream stalls in the middle of its body", options: { fetch: async () => new Response(stallingBody().body) } },
    {
      label: "the upstream stalls in the middle of a refusal",
      options: {
        fetch: async (request: Request) => {
          await new Promise((resolve) => request.signal.addEventListener("abort", resolve));
          return new Response(stallingBody().body, { status: 500 });
        },
      },
    },
  ])("ends a request where $label", async ({ options }) => {
    expect(await problemOf(await askProxy({ timeout, ...options }))).toBe("504 upstream_timeout");
  });

  it("ends a request over the network, too, and hangs up", async () => {
    let hangUp: Promise<unknown> = never();
    const baseUrl = await serve((request) => (hangUp = once(request.socket, "close")));

    // Long enough for the connection to be made on a busy machine.
    expect(await problemOf(await askProxy({ timeout: 1_000, baseUrl, fetch: undefined }))).toBe("504 upstream_timeout");
    await hangUp;
  });

  it("aborts the call to the upstream", async () => {
    const signals: AbortSignal[] = [];
    const fetch = (request: Request) => {
      signals.push(request.signal);
      return never<Response>();
    };
    await askProxy({ timeout, fetch });

    expect(signals.map((signal) => signal.aborted)).toStrictEqual([true]);
  });

  it("gives up the body that it was reading", async () => {
    const { body, state } = stallingBody();
    await askProxy({ timeout, fetch: async () => new Response(body) });

    expect(state.cancelled).toBe(true);
  });

  it("ends a request whose body always has one more piece ready", async () => {
    let pieces = 300_000;
    const body = new ReadableStream({
      pull: (controller) => ((pieces -= 1) > 0 ? controller.enqueue(new Uint8Array(0)) : controller.close()),
    });

    expect(await problemOf(await askProxy({ timeout, fetch: async () => new Response(body) }))).toBe("504 upstream_timeout");
  });

  it("covers all pages together", async () => {
    const pages = [new Response(aList(manyCredits(100), { total: 150 }))];
    const fetch = async () => pages.pop() ?? never<Response>();

    expect(await problemOf(await askProxy({ timeout, fetch }))).toBe("504 upstream_timeout");
  });

  it("lets nothing be asked of the upstream once it has passed", async () => {
    const { fetch, requests } = observedSandbox();
    const answers: ((allowed: boolean) => void)[] = [];
    const authorize = () => new Promise<boolean>((resolve) => answers.push(resolve));
    await askProxy({ timeout, fetch, authorize });
    for (const answer of answers) answer(true);
    await setImmediate();

    expect(requests).toHaveLength(0);
  });
});

describe("a visitor who leaves", () => {
  it("takes the call to the upstream along", async () => {
    const visitor = new AbortController();
    const signals: AbortSignal[] = [];
    const fetch = (request: Request) => {
      signals.push(request.signal);
      visitor.abort();
      return never<Response>();
    };
    await createCreditsHandler(proxyOptions({ fetch }))(new Request(creditsUrl(), { signal: visitor.signal }));

    expect(signals.map(({ reason }) => reason)).toMatchObject([{ name: "AbortError" }]);
  });

  it("before the upstream was asked leaves it in peace", async () => {
    const { fetch, requests } = observedSandbox();
    await createCreditsHandler(proxyOptions({ fetch }))(new Request(creditsUrl(), { signal: AbortSignal.abort() }));

    expect(requests).toHaveLength(0);
  });

  it("does not disturb another one", async () => {
    const visitor = new AbortController();
    const { fetch } = observedSandbox();
    const handler = createCreditsHandler(proxyOptions({ fetch }));
    const leaving = handler(new Request(creditsUrl(), { signal: visitor.signal }));
    const staying = handler(new Request(creditsUrl()));
    visitor.abort();
    await leaving;

    expect((await staying).status).toBe(200);
  });
});
