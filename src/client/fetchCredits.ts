import * as v from "valibot";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { toCreditBalance } from "../domain/creditBalance.ts";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { creditsAnswer } from "../domain/creditRow.ts";
import { creditsPath, isCustomerId } from "../domain/customerId.ts";
import { isProblemCode } from "../domain/problem.ts";
import type { ProblemCode } from "../domain/problem.ts";
import { parseRetryAfter } from "../domain/retryAfter.ts";

/** A function from Request to Response: the platform's `fetch`, or a proxy in the same process. */
export type Fetch = (request: Request) => Promise<Response>;

/** Where to read whose credits. */
export type CreditsSource = {
  customerId: string;
  /**
   * Where the proxy is mounted: a path, or a full URL for another origin.
   * @default "/api/hyperline"
   */
  endpoint?: string | undefined;
  /** @default the platform's `fetch` */
  fetch?: Fetch | undefined;
};

/** One answer of the proxy. Plain JSON, so that it can be dehydrated on a server and hydrated in a browser. */
export type CreditsSnapshot = {
  credits: CreditBalance[];
  /** When the proxy got these rows from Hyperline, ISO 8601 in UTC. */
  fetchedAt: string;
  /** The proxy could not reach Hyperline: these are older rows. */
  stale: boolean;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  clockOffset: number;
};

export const defaultEndpoint = "/api/hyperline";

/** The proxy answers within 8 seconds by default; past this, nobody is there. */
const deadline = 20_000;

/**
 * Reads all credits of one customer from the proxy.
 *
 * @throws CreditBalancesError with the proxy's `code`, with `network` when no answer came within 20 seconds, or with
 * `unexpected_answer` when the answer is not the proxy's.
 * @throws AbortError when `signal` is aborted.
 */
export async function fetchCredits(source: CreditsSource, signal?: AbortSignal): Promise<CreditsSnapshot> {
  const url = toUrl(source);
  const { response, text } = await exchange(url, source.fetch ?? fetch, signal);
  const body = parseJson(text);
  if (!response.ok) throw toError(url, response, body);

  const answer = v.safeParse(creditsAnswer, body, { abortEarly: true });
  if (!answer.success) throw unexpectedAnswer(url, response, v.summarize(answer.issues));
  const { meta, data } = answer.output;
  if (data.some((row) => row.customer_id !== source.customerId)) {
    throw unexpectedAnswer(url, response, "It holds a row of another customer.");
  }
  return {
    credits: data.map(toCreditBalance),
    fetchedAt: meta.fetched_at,
    stale: meta.stale,
    clockOffset: serverTime(response, meta.fetched_at) - Date.now(),
  };
}

function toUrl({ endpoint = defaultEndpoint, customerId }: CreditsSource): URL {
  if (!isCustomerId(customerId)) {
    throw new CreditBalancesError(
      "invalid_request",
      `customerId is ${JSON.stringify(customerId)}, which is no customer id. Pass it as Hyperline gives it, like "cus_…".`,
    );
  }
  const path = endpoint.replace(/\/+$/, "") + creditsPath(customerId);
  const base = globalThis.location?.href;
  if (!URL.canParse(path, base)) {
    throw new CreditBalancesError(
      "invalid_request",
      `endpoint is ${JSON.stringify(endpoint)}, which is no address here. Outside a browser, pass the proxy's full URL.`,
    );
  }
  return new URL(path, base);
}

async function exchange(url: URL, fetch: Fetch, signal: AbortSignal | undefined) {
  try {
    const timeout = AbortSignal.timeout(deadline);
    const request = new Request(url, {
      headers: { Accept: "application/json" },
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const response = await fetch(request);
    return { response, text: await response.text() };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new CreditBalancesError("network", `No answer from ${url.href}.`, { cause });
  }
}

/** Undefined when the text is no JSON: what that means is decided by the caller. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `Date` has no fractions of a second and cannot be read across origins; the server's clock has at least reached `fetched_at`. */
function serverTime(response: Response, fetchedAt: string): number {
  const date = Date.parse(response.headers.get("Date") ?? "");
  return Math.max(Number.isNaN(date) ? 0 : date, Date.parse(fetchedAt));
}

function toError(url: URL, response: Response, body: unknown): CreditBalancesError {
  const claimed = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
  const code = isProblemCode(claimed) ? claimed : codeOfStatus(response.status);
  if (code === undefined) return unexpectedAnswer(url, response, "");
  return new CreditBalancesError(code, `${url.pathname} answered ${response.status} ${code}.`, {
    status: response.status,
    retryAfter: parseRetryAfter(response.headers.get("Retry-After"), Date.now()),
  });
}

/** What stands in front of the proxy (a sign-in check, a gateway) fails in its own words; its status still says what happened. */
function codeOfStatus(status: number): ProblemCode | undefined {
  switch (status) {
    case 401:
      return "unauthenticated";
    case 403:
      return "forbidden";
    case 429:
      return "rate_limited";
    default:
      return status >= 500 ? "internal" : undefined;
  }
}

function unexpectedAnswer(url: URL, { headers, status }: Response, detail: string): CreditBalancesError {
  const type = headers.get("Content-Type")?.split(";")[0];
  const what =
    type === "text/html" ? "an HTML page: the app's own, or a sign-in page." : `${type}, not the proxy's answer. ${detail}`;
  const message = `${url.pathname} answered ${status} with ${what.trim()} Is \`endpoint\` where the credits proxy is mounted?`;
  return new CreditBalancesError("unexpected_answer", message, { status });
}
