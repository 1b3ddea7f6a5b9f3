import type { ServerResponse } from "node:http";
import type { Answer } from "../proxy/answer.ts";

const always = {
  "Cache-Control": "no-store",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** A word for a machine that asks how things are. */
export function statusAnswer(status: 200 | 503, word: string): Answer {
  return { ...textAnswer(JSON.stringify({ status: word }), { "Content-Type": "application/json" }), status };
}

export function textAnswer(text: string, headers: Record<string, string>): Answer {
  return { status: 200, headers: { ...always, ...headers }, body: text };
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  const length = status === 204 ? {} : { "Content-Length": Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}
