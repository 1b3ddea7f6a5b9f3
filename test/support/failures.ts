import type { CreditsProxyOptions } from "../../src/proxy/options.ts";
import { mount } from "./proxy.ts";
import { answering, never } from "./upstream.ts";

type Failure = { problem: string; label: string; options: Partial<CreditsProxyOptions<Request>>; request: Request };

/** Every way in which the proxy refuses, each as indiscreet about the key as an upstream or a host can be. */
export function failuresWith(apiKey: string): Failure[] {
  const url = `${mount}/v1/customers/cus_test/credits`;
  const echo = { headers: { "X-Echo": apiKey, Location: `https://x.example/${apiKey}` } };
  const told = JSON.stringify({ statusCode: 400, message: `Bearer ${apiKey}`, errors: [apiKey] });
  const leak = new Error(`Authorization: Bearer ${apiKey}`, { cause: apiKey });

  function failure(
    problem: string,
    label: string,
    options: Partial<CreditsProxyOptions<Request>>,
    request = new Request(url),
  ): Failure {
    return { problem, label, options: { apiKey, ...options }, request };
  }

  return [
    failure("400 invalid_request", "a hostile id", {}, new Request(`${mount}/v1/customers/a%2Fb/credits`)),
    failure("401 unauthenticated", "nobody is signed in", { authorize: () => null }),
    failure("403 forbidden", "authorize refuses", { authorize: () => false }),
    failure("403 forbidden", "authorize throws the key", { authorize: () => Promise.reject(leak) }),
    failure("404 not_found", "another path", {}, new Request(mount)),
    failure("404 not_found", "upstream 404", { fetch: answering(told, { ...echo, status: 404 }) }),
    failure("405 method_not_allowed", "another method", {}, new Request(url, { method: "POST" })),
    failure("429 rate_limited", "upstream 429", { fetch: answering(told, { ...echo, status: 429 }) }),
    failure("500 internal", "a broken clock", { now: () => Number.NaN, fetch: answering('{"meta":{"total":0},"data":[]}') }),
    failure("502 upstream_failed", "upstream 401", { fetch: answering(told, { ...echo, status: 401 }) }),
    failure("502 upstream_failed", "upstream 302", { fetch: answering(told, { ...echo, status: 302 }) }),
    failure("502 upstream_failed", "upstream 500", { fetch: answering(told, { ...echo, status: 500 }) }),
    failure("502 upstream_failed", "a network error that names the key", { fetch: () => Promise.reject(leak) }),
    failure("502 upstream_invalid", "no JSON", { fetch: answering(`<h1>${apiKey}</h1>`, echo) }),
    failure("502 upstream_invalid", "another shape", { fetch: answering(told, echo) }),
    failure("504 upstream_timeout", "no answer", { fetch: () => never<Response>(), timeout: 30 }),
  ];
}
