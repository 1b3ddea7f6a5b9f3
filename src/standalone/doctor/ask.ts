import { isProblemCode } from "../../domain/problem.ts";
import type { ProblemCode } from "../../domain/problem.ts";
import { withDeadline } from "../../proxy/deadline.ts";
import { readBody } from "../../upstream/readBody.ts";
import { patience } from "./checkHyperline.ts";

/** An answer as far as the doctor looks at it. */
export type Reply = { status: number; headers: Headers; body: unknown; at: number };

/**
 * Sends a request as a browser would, but follows no redirect.
 *
 * @throws what `explainFailure` explains
 */
export function ask(url: string, headers: Record<string, string> = {}, method = "GET"): Promise<Reply> {
  return withDeadline(patience, async (signal) => {
    const response = await fetch(new Request(url, { method, headers, redirect: "manual", signal }));
    const at = Date.now();
    const text = await readBody(response, signal);
    return { status: response.status, headers: response.headers, body: parse(text), at };
  });
}

/** The code of a problem of the proxy's; of what else there may be in a body nothing is printed. */
export function codeOf({ body }: Reply): ProblemCode | undefined {
  const code = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
  return isProblemCode(code) ? code : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
