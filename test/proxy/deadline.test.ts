import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createCreditsHandler } from "../../src/proxy/createCreditsHandler.ts";
import { manyCredits, observedSandbox } from "../support/credits.ts";
import { askProxy, creditsUrl, problemOf, proxyOptions } from "../support/proxy.ts";
import { serve } from "../support/serve.ts";
import { aList, never } from "../support/upstream.ts";

const timeout = 30;

/** A body that starts and then stalls; `cancelled` resolves when its reader gives it up. */
function stallingBody() {
  let body = new ReadableStream<Uint8Array>();
  const cancelled = new Promise<void>((resolve) => {
    body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(aList().slice(0, 20))),
      cancel: () => resolve(),
    });
  });
  return { body, cancelled };
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
    let abandoned: Promise<unknown> = never();
    const fetch = ({ signal }: Request) => {
      abandoned = new Promise((resolve) => signal.addEventListener("abort", resolve));
      return never<Response>();
    };
    await askProxy({ timeout, fetch });

    await expect(abandoned).resolves.toMatchObject({ type: "abort" });
  });

  it("gives up the body that it was reading", async () => {
    const { body, cancelled } = stallingBody();
    await askProxy({ timeout, fetch: async () => new Response(body) });

    await expect(cancelled).resolves.toBeUndefined();
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
