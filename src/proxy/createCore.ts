import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { isProblemCode } from "../domain/problem.ts";
import { problemAnswer, rowsAnswer } from "./answer.ts";
import type { Answer, Reading } from "./answer.ts";
import { createCache } from "./createCache.ts";
import { createSafeStore } from "./createSafeStore.ts";
import { createTurns } from "./createTurns.ts";
import { within } from "./deadline.ts";
import { diagnosticHeaders } from "./diagnosticHeaders.ts";
import { createEmit, createPseudonym } from "./createEmit.ts";
import type { CreditsProxyOptions } from "./options.ts";
import { corsHeaders, screenRequest } from "./screenRequest.ts";
import type { Exchange } from "./screenRequest.ts";
import { toSettings } from "./settings.ts";

/** The proxy itself: who may read, then what is true. Both skins, for `Request` and for node:http, call this. */
export function createCore<Incoming>(options: CreditsProxyOptions<Incoming>): (exchange: Exchange<Incoming>) => Promise<Answer> {
  const settings = toSettings(options);
  const pseudonym = createPseudonym(settings);
  const emit = createEmit(settings, pseudonym);
  const cache = createCache(settings, createSafeStore(settings, pseudonym, emit), createTurns(settings, emit), emit);

  /** What the host says, if it says so in time. A throw is a refusal. */
  function ask({ incoming, customerId }: Exchange<Incoming>): unknown {
    try {
      const permission = options.authorize(incoming, customerId);
      if (typeof permission === "boolean" || permission === null) return permission;
      return within(
        settings.timeout,
        Promise.resolve(permission).catch(() => false),
      );
    } catch {
      return false;
    }
  }

  function read({ customerId, header }: Exchange<Incoming>, timeLeft: number): Reading | Promise<Reading> {
    const wantsNewer = header("cache-control")?.toLowerCase().includes("no-cache") === true;
    return cache.hit(customerId, wantsNewer) ?? cache.read(customerId, wantsNewer, timeLeft);
  }

  /** Adds what is for pages on other sites and for the operator, and reports. */
  function finish(answer: Answer, { customerId, header }: Exchange<Incoming>, duration: number): Answer {
    const { status, problem, cache: state = "none" } = answer;
    if (settings.onEvent) {
      const outcome = { customer: customerId, status, duration };
      if (problem && refusals.has(problem.code)) emit({ type: "refused", ...outcome, ...problem });
      else emit({ type: "answered", ...outcome, code: null, requestId: null, ...problem, cache: state });
    }
    const origin = header("origin");
    const cors = origin && settings.allowedOrigins.has(origin) ? corsHeaders(origin) : undefined;
    if (!cors && !settings.diagnostics) return answer;
    const diagnostics = settings.diagnostics ? diagnosticHeaders(state, duration) : undefined;
    return { ...answer, headers: { ...answer.headers, ...cors, ...diagnostics } };
  }

  return async (exchange) => {
    const started = performance.now();
    let answer = screenRequest(exchange, settings.allowedOrigins);
    try {
      if (!answer) {
        const permission = await ask(exchange);
        const timeLeft = settings.timeout - (performance.now() - started);
        answer = toRefusal(permission) ?? rowsAnswer(await read(exchange, timeLeft));
      }
    } catch (error) {
      answer = toProblem(error);
    }
    return finish(answer, exchange, performance.now() - started);
  };
}

function toRefusal(permission: unknown): Answer | undefined {
  return permission === true ? undefined : problemAnswer(permission === null ? "unauthenticated" : "forbidden");
}

/** What is decided before Hyperline comes into play. */
const refusals: ReadonlySet<string> = new Set(["invalid_request", "unauthenticated", "forbidden", "method_not_allowed"]);

function toProblem(error: unknown): Answer {
  if (error instanceof CreditBalancesError && isProblemCode(error.code)) return problemAnswer(error.code, error.retryAfter);
  return problemAnswer("internal");
}
