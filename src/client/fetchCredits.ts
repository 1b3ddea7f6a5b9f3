import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import type { CreditBalance } from "../domain/creditBalance.ts";
import { creditsPath, isCustomerId } from "../domain/customerId.ts";
import type { Fetch } from "../domain/fetch.ts";
import { isProblemCode } from "../domain/problem.ts";
import type { ProblemCode } from "../domain/problem.ts";
import { parseRetryAfter } from "../domain/parseRetryAfter.ts";
import { monotonicNow } from "./monotonicNow.ts";
import { parseAnswer } from "./parseAnswer.ts";

/** Where to read whose credits. */
export type CreditsSource = {
  /** As Hyperline gives it, like `cus_…`. */
  customerId: string;
  /**
   * Where the proxy is mounted: a path, or a full URL. On a server a path needs a `fetch` that knows what to do with it, like the proxy's own handler.
   * @default "/api/hyperline"
   */
  endpoint?: string | undefined;
  /**
   * Sent with every request: an object, or a function that makes one, which may be async. After a 401 a function is asked once more.
   * @default none
   */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>) | undefined;
  /**
   * Must give up when its request's `signal` is aborted, as the platform's does.
   * @default the platform's `fetch`
   */
  fetch?: Fetch | undefined;
};

/** One answer of the proxy. Plain JSON, so that it can be dehydrated on a server and hydrated in a browser. */
export type CreditsSnapshot = {
  /** Whose credits these are. */
  customerId: string;
  credits: CreditBalance[];
  /** When the proxy got these rows from Hyperline, ISO 8601 in UTC. */
  fetchedAt: string;
  /** The proxy could not reach Hyperline: these are older rows. */
  stale: boolean;
  /** How far the server's clock is ahead of `monotonicNow` where this was read, in milliseconds: about nothing where a server read it. */
  clockOffset: number;
};

export const defaultEndpoint = "/api/hyperline";

/** The proxy answers within 8 seconds by default; past this, nobody is there. */
const deadline = 20_000;

/**
 * Reads all credits of one customer from the proxy.
 *
 * @param wantsNewer asks for newer rows than the proxy holds, which it grants every five seconds
 * @throws CreditBalancesError with the proxy's `code`, with `network` or `offline` when no answer came within 20 seconds, or with
 * `unexpected_answer` when the answer is not the proxy's.
 * @throws AbortError when `signal` is aborted.
 */
export async function fetchCredits(source: CreditsSource, signal?: AbortSignal, wantsNewer = false): Promise<CreditsSnapshot> {
  const url = toUrl(source);
  const { response, text } = await exchange(url, source, signal, wantsNewer);
  const body = parseJson(text);
  if (!response.ok) throw toError(url, response, body);
  try {
    const { customerId } = source;
    const answer = parseAnswer(body, customerId);
    return { customerId, ...answer, clockOffset: serverTime(response, answer.fetchedAt) - monotonicNow() };
  } catch {
    throw unexpectedAnswer(url, response);
  }
}

function toUrl({ endpoint = defaultEndpoint, customerId, fetch: own }: CreditsSource): URL {
  const path = endpoint.replace(/\/+$/, "") + creditsPath(customerId);
  // On a server a path has no origin, and needs none where the host's own function answers.
  const base = globalThis.location?.href ?? (own && "http://localhost");
  if (isCustomerId(customerId) && URL.canParse(path, base)) return new URL(path, base);
  throw new CreditBalancesError(
    "invalid_request",
    `customerId ${JSON.stringify(customerId)} and endpoint "${endpoint}" make no address. Outside a browser, pass a full URL or a fetch.`,
  );
}

async function exchange(url: URL, source: CreditsSource, signal: AbortSignal | undefined, wantsNewer: boolean) {
  const { headers: own, fetch: send = fetch } = source;
  const timeout = AbortSignal.timeout(deadline);
  const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
  // Also for what pays no heed to the signal: the host's headers, or its fetch.
  const stopped = new Promise<never>((_resolve, reject) => stop.addEventListener("abort", reject));
  const ask = async () => {
    const headers = new Headers(typeof own === "function" ? await own() : own);
    if (wantsNewer) headers.set("Cache-Control", "no-cache");
    return send(new Request(url, { headers, signal: stop }));
  };
  const read = async () => {
    let response = await ask();
    // A token may have run out between two reads.
    if (response.status === 401 && typeof own === "function") response = await ask();
    return { response, text: await response.text() };
  };
  try {
    return await Promise.race([read(), stopped]);
  } catch (cause) {
    signal?.throwIfAborted();
    const code = typeof window === "object" && !navigator.onLine ? "offline" : "network";
    throw new CreditBalancesError(code, `No answer from ${url}.`, { cause });
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
  return Math.max(Date.parse(response.headers.get("Date") ?? "") || 0, Date.parse(fetchedAt));
}

function toError(url: URL, response: Response, body: unknown): CreditBalancesError {
  const claimed = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
  const { status, headers } = response;
  const code = isProblemCode(claimed) ? claimed : status >= 500 ? "internal" : codesByStatus[status];
  if (!code) return unexpectedAnswer(url, response);
  const retryAfter = parseRetryAfter(headers.get("Retry-After"), Date.now());
  return new CreditBalancesError(code, `${url.pathname} answered ${status} ${code}.`, { status, retryAfter });
}

/** What stands in front of the proxy (a sign-in check, a gateway) fails in its own words; its status still says what happened. */
const codesByStatus: Partial<Record<number, ProblemCode>> = { 401: "unauthenticated", 403: "forbidden", 429: "rate_limited" };

function unexpectedAnswer({ pathname }: URL, { headers, status }: Response): CreditBalancesError {
  const type = headers.get("Content-Type")?.split(";")[0] ?? "no content type";
  const message = `${pathname} answered ${status} with ${type}, not with credits. Is \`endpoint\` where the proxy is mounted?`;
  return new CreditBalancesError("unexpected_answer", message, { status });
}
