import { once, EventEmitter } from "node:events";
import { parse } from "valibot";
import { describe, expect, it } from "vitest";
import { creditsAnswer } from "../../src/domain/creditsAnswer.ts";
import { isProblemCode, problems } from "../../src/domain/problem.ts";
import { createCreditsListener } from "../../src/proxy/createCreditsListener.ts";
import { testTime } from "../support/credits.ts";
import { canary, faults, faultyUpstream, goodReply } from "../support/faultyUpstream.ts";
import type { Fault } from "../support/faultyUpstream.ts";
import { reportFigures } from "../support/reportFigures.ts";
import { creditsUrl } from "../support/proxy.ts";
import { serve } from "../support/serve.ts";

/** Longer than the 0.7 seconds between two bytes, so that waiting for each byte anew would wait for ever. */
const deadline = 800;

/** What a busy machine adds to it, in milliseconds. */
const slack = 1_000;

const maxAge = 15_000;
const origins = ["https://app.example.com"];

/** What must stand in no answer: words of the upstream's, the key, and headers that only an upstream would have set. */
const indiscreet = new RegExp(`${canary}|prod_secret|set-cookie|access-control`, "i");

/** What was shown, fault by fault, and what else there is to count. */
const warm: string[] = [];
const cold: string[] = [];
const tally = { recovered: 0, answers: 0, leaks: 0, astray: 0, slowest: 0 };

/** A proxy before a faulty upstream, over two loopback sockets, with a clock that is moved by hand. */
async function setUp(fault: Fault) {
  const upstream = await faultyUpstream();
  const elsewhere = await serve((_request, response) => {
    tally.astray += 1;
    response.end();
  });
  const events = new EventEmitter();
  const clock = { time: testTime };
  let ended = 0;
  const proxy = await serve(
    createCreditsListener({
      apiKey: "prod_secret",
      baseUrl: upstream.baseUrl,
      authorize: () => true,
      allowedOrigins: origins,
      timeout: deadline,
      maxAge,
      now: () => clock.time,
      onEvent: ({ type }) => {
        if (type !== "upstream_called") return;
        ended += 1;
        events.emit("ended");
      },
    }),
  );

  async function ask() {
    const started = performance.now();
    const response = await fetch(creditsUrl("cus_test", proxy));
    const body = await response.text();
    const duration = performance.now() - started;
    tally.slowest = Math.max(tally.slowest, duration);
    tally.answers += 1;
    const said = [response.statusText, ...[...response.headers].flat(), body].join("\n");
    if (indiscreet.test(said)) tally.leaks += 1;
    return { response, body, said, duration };
  }

  /** Makes the upstream fail, and asks. Returns once the proxy's own call is over, too; `ended` tells after how long. */
  async function askInTrouble() {
    upstream.reply = fault.reply(elsewhere);
    const started = performance.now();
    const answer = await ask();
    while (ended < upstream.calls) await once(events, "ended");
    return { ...answer, ended: performance.now() - started };
  }

  /** Makes the upstream well again, and asks once the pause is over that began at this time. */
  function askAfterwards(troubledAt: number) {
    upstream.reply = goodReply(900);
    clock.time = troubledAt + fault.pause.atMost + 1;
    return ask();
  }

  return { upstream, clock, ask, askInTrouble, askAfterwards };
}

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof setUp>>["ask"]>>;

/** What an answer shows, in a few words: all that it may say of the one row, or the code of the problem. */
function meaningOf({ response, body }: Answer): string {
  const value: unknown = JSON.parse(body);
  const type = response.headers.get("Content-Type");
  if (response.status === 200 && type === "application/json") {
    const { meta, data } = parse(creditsAnswer, value);
    const rows = data.map(({ customer_id, product_id, current_balance }) => `${customer_id} ${product_id} ${current_balance}`);
    return `${rows.join()}, ${meta.stale ? "stale" : "fresh"}, of ${meta.fetched_at}`;
  }
  const code = typeof value === "object" && value !== null && "code" in value ? value.code : undefined;
  const isClean = isProblemCode(code) && problems[code] === response.status && type === "application/problem+json";
  return isClean ? code : `unclean: ${response.status} ${type} ${body}`;
}

/** What there is to show in spite of a fault. */
function freshRows(kind: "good" | "unknown", readAt: number): string {
  return rowsOf(kind === "good" ? 1_100 : null, "fresh", readAt);
}

function rowsOf(balance: number | null, mark: "fresh" | "stale", readAt: number): string {
  return `cus_test itm_apicalls ${balance}, ${mark}, of ${new Date(readAt).toISOString()}`;
}

describe.each(faults)("$name", (fault) => {
  it("shows whoever has seen a number the last good rows, marked as stale, or what the new ones hold", async () => {
    const { upstream, clock, ask, askInTrouble, askAfterwards } = await setUp(fault);
    expect(meaningOf(await ask())).toBe(rowsOf(1_250, "fresh", testTime));

    clock.time = testTime + maxAge * 1.1 + 1;
    const troubledAt = clock.time;
    const answer = await askInTrouble();
    const kept = fault.warm === "stale" ? rowsOf(1_250, "stale", testTime) : freshRows(fault.warm, troubledAt);
    expect(meaningOf(answer)).toBe(kept);
    expect(answer.said).not.toMatch(indiscreet);
    expect(answer.ended).toBeLessThan(deadline + slack);
    warm.push(fault.warm);

    clock.time += fault.pause.atLeast - 1;
    const calls = upstream.calls;
    expect(meaningOf(await ask())).toBe(kept);
    expect(upstream.calls).toBe(calls);

    expect(meaningOf(await askAfterwards(troubledAt))).toBe(rowsOf(900, "fresh", clock.time));
    tally.recovered += 1;
  });

  it("gives whoever comes first a clean problem, or what the rows hold", async () => {
    const { upstream, clock, ask, askInTrouble, askAfterwards } = await setUp(fault);
    const answer = await askInTrouble();
    const shown = fault.cold;
    const isFailure = shown !== "good" && shown !== "unknown";
    const meaning = isFailure ? shown : freshRows(shown, testTime);
    expect(meaningOf(answer)).toBe(meaning);
    expect(answer.said).not.toMatch(indiscreet);
    expect(answer.ended).toBeLessThan(deadline + slack);
    cold.push(isFailure ? "problem" : shown);

    clock.time = testTime + fault.pause.atLeast - 1;
    expect(meaningOf(await ask())).toBe(meaning);
    expect(upstream.calls).toBe(1);

    expect(meaningOf(await askAfterwards(testTime))).toBe(rowsOf(900, "fresh", clock.time));
    tally.recovered += 1;
  });
});

describe("the fault matrix", () => {
  it("is complete", () => {
    const { recovered, answers, leaks, astray, slowest } = tally;
    const count = (all: readonly string[], kind: string) => all.filter((each) => each === kind).length;
    reportFigures(
      "fault matrix",
      `${faults.length} faults; ` +
        `warm: ${warm.length} of ${faults.length} answered with rows ` +
        `(${count(warm, "stale")} the last good ones marked stale, ${count(warm, "unknown")} balances shown as unknown, ` +
        `${count(warm, "good")} good); ` +
        `cold: ${cold.length} of ${faults.length} clean ` +
        `(${count(cold, "problem")} problems, ${count(cold, "unknown")} unknown, ${count(cold, "good")} good); ` +
        `recovered at once after the pause: ${recovered} of ${2 * faults.length}; ` +
        `${leaks} of ${answers} answers hold anything of the upstream's; ${astray} requests went astray; ` +
        `slowest answer ${Math.ceil(slowest)} ms with a deadline of ${deadline} ms`,
    );

    expect({ faults: faults.length, warm: warm.length, cold: cold.length, recovered, leaks, astray }).toStrictEqual({
      faults: 23,
      warm: 23,
      cold: 23,
      recovered: 46,
      leaks: 0,
      astray: 0,
    });
    expect([count(warm, "stale"), count(cold, "problem")]).toStrictEqual([20, 20]);
  });
});
