import { serve } from "./serve.ts";

/** Puts a function from Request to Response on a loopback port until the test is over, and returns its origin. */
export function serveFetch(handler: (request: Request) => Promise<Response>): Promise<string> {
  return serve(async (incoming, outgoing) => {
    const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] satisfies [string, string]);
    const request = new Request(new URL(incoming.url ?? "/", "http://127.0.0.1"), { method: incoming.method ?? "GET", headers });
    const response = await handler(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  });
}
