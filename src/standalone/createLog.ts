import type { CacheState } from "../proxy/events.ts";

export type Route = "credits" | "healthz" | "readyz" | "file" | "other";

/** What is known of a request once it is answered: nothing that names a customer, and nothing that lets anyone in. */
export type Outcome = {
  method: string;
  route: Route;
  status: number;
  /** In milliseconds. */
  duration: number;
  code?: string | null;
  cache?: CacheState;
  /** The proxy's pseudonym. */
  customer?: string | null;
  requestId?: string | null;
};

export type Log = ReturnType<typeof createLog>;

/** JSON lines: one for each request on stdout, and on stderr what an operator wants to know besides. */
export function createLog() {
  // Who reads the log may go: no reason to stop serving.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

  return {
    request({ method, route, status, duration, code = null, cache = "none", customer = null, requestId = null }: Outcome) {
      const duration_ms = Math.round(duration * 10) / 10;
      write(process.stdout, { method, route, status, code, cache, duration_ms, customer, request_id: requestId });
    },
    notice: (type: string, details: object = {}) => write(process.stderr, { type, ...details }),
  };
}

function write(stream: NodeJS.WritableStream, line: object): void {
  stream.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
}
