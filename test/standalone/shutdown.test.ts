import { once } from "node:events";
import { Agent, request as send } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, vi } from "vitest";
import { signCustomerToken } from "../../src/tokens/signCustomerToken.ts";
import { aHold } from "../support/aHold.ts";
import { builtCli } from "../support/builtCli.ts";
import { observedSandbox } from "../support/credits.ts";
import { creditsUrl, productsOf } from "../support/proxy.ts";
import { serveFetch } from "../support/serveFetch.ts";
import { linesOf, startCli } from "../support/startCli.ts";
import { never } from "../support/upstream.ts";

const built = builtCli();
const secret = "s".repeat(32);

/** The command, with one request in flight that Hyperline answers when it is let. */
async function startBusy(hold: Promise<unknown>) {
  const { apiKey, fetch: hyperline, requests } = observedSandbox();
  const HYPERLINE_BASE_URL = await serveFetch(async (request) => {
    const answer = await hyperline(request);
    await hold;
    return answer;
  });
  const env = { HYPERLINE_API_KEY: apiKey, HYPERLINE_BASE_URL, CREDITS_TOKEN_SECRET: secret };
  const server = await startCli(built.cli, [], env);
  const headers = { Authorization: `Bearer ${await signCustomerToken({ customerId: "cus_test", secret })}` };
  const answer = fetch(creditsUrl("cus_test", `${server.url}/api/hyperline`), { headers });
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  const isShuttingDown = () =>
    vi.waitFor(() => expect(linesOf(server.told.stderr)).toMatchObject([{ type: "shutting_down", in_flight: 1 }]));
  return { ...server, answer, isShuttingDown };
}

function isAnswered(answer: Promise<Response>): Promise<boolean> {
  return answer.then(
    () => true,
    () => false,
  );
}

describe.each(["SIGTERM", "SIGINT"] as const)("after %s", (signal) => {
  it("what is in flight is answered and logged, nobody new is let in, and the end is 0", async () => {
    const { hold, release } = aHold();
    const { answer, ended, isShuttingDown, kill, told, url } = await startBusy(hold);
    kill(signal);
    await isShuttingDown();
    expect(await isAnswered(fetch(`${url}/healthz`))).toBe(false);

    release();
    const response = await answer;
    expect(response.headers.get("Connection")).toBe("close");
    expect(await productsOf(response)).toEqual(["itm_apicalls"]);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(linesOf(told.stdout)).toMatchObject([{ route: "credits", status: 200 }]);
  });
});

describe("while it shuts down", () => {
  it("/readyz says 503, and /healthz that it is alive, to who was connected before", async () => {
    const { hold, release } = aHold();
    const { answer, ended, isShuttingDown, kill, told, url } = await startBusy(hold);
    const visitors = await Promise.all(
      ["/readyz", "/healthz"].map(async (path) => {
        const socket = connect(Number(new URL(url).port), "127.0.0.1");
        await once(socket, "connect");
        socket.write(`GET ${path} HTTP/1.1\r\n`);
        return socket;
      }),
    );
    // Answered after the halves of the requests above have come.
    await fetch(`${url}/healthz`);
    kill("SIGTERM");
    await isShuttingDown();
    const answers = await Promise.all(
      visitors.map((socket) => {
        socket.write("Host: localhost\r\n\r\n");
        return text(socket);
      }),
    );
    expect(answers[0]).toMatch(/^HTTP\/1\.1 503 [^]*\r\nConnection: close\r\n[^]*\{"status":"not ready"\}$/);
    expect(answers[1]).toMatch(/^HTTP\/1\.1 200 [^]*\r\nConnection: close\r\n[^]*\{"status":"ok"\}$/);

    release();
    expect((await answer).status).toBe(200);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(linesOf(told.stdout)).toHaveLength(4);
  });

  it("idle connections do not hold it", async () => {
    const { url, kill, ended } = await startCli(built.cli, [], { HYPERLINE_API_KEY: "test_key", CREDITS_TOKEN_SECRET: secret });
    const agent = new Agent({ keepAlive: true });
    const [answer] = await once(send(`${url}/healthz`, { agent }).end(), "response");
    await text(answer);
    const started = performance.now();
    kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - started).toBeLessThan(2_000);
    agent.destroy();
  });

  it("a signal that comes twice at once, as npm passes on Ctrl+C, counts once", async () => {
    const { hold, release } = aHold();
    const { answer, ended, isShuttingDown, kill } = await startBusy(hold);
    kill("SIGINT");
    kill("SIGINT");
    kill("SIGTERM");
    await isShuttingDown();
    release();
    expect((await answer).status).toBe(200);
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it("another signal ends it at once", async () => {
    const { answer, ended, kill } = await startBusy(never());
    const answered = isAnswered(answer);
    kill("SIGTERM");
    const insisting = setInterval(() => kill("SIGTERM"), 100);
    const started = performance.now();
    expect(await ended).toEqual({ code: 143, signal: null });
    clearInterval(insisting);
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(await answered).toBe(false);
  });

  it("a Hyperline that never answers holds it no longer than the proxy's timeout and a little", async () => {
    const { answer, ended, kill } = await startBusy(never());
    const started = performance.now();
    kill("SIGTERM");
    expect((await answer).status).toBe(504);
    expect(await ended).toEqual({ code: 0, signal: null });
    const took = performance.now() - started;
    expect(took).toBeLessThan(10_000);
    process.stdout.write(
      `Shutdown with a read that hangs: ended after ${Math.round(took)} ms, of 8000 that the proxy gives it\n`,
    );
  });
});
