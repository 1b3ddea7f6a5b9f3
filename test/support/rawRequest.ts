import { request } from "node:http";
import type { IncomingHttpHeaders, RequestOptions } from "node:http";
import { text } from "node:stream/consumers";

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Sends a path exactly as it is written: `fetch` would fold `..` away and escape what it finds odd. */
export function rawRequest(origin: string, path: string, options: RequestOptions = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(origin, { ...options, path, agent: false }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }), reject);
    });
    sent.on("error", reject);
    sent.end();
  });
}
