import { createServer } from "node:http";
import type { RequestListener, Server, ServerResponse } from "node:http";

/** Longer than the minute after which most load balancers give an idle connection up: whoever closes first must be they. */
const keepAliveTimeout = 65_000;

/** A server that can end without breaking off an answer. */
export function createGracefulServer(listener: RequestListener) {
  const inFlight = new Set<ServerResponse>();
  let isClosing = false;

  const server: Server = createServer({ keepAliveTimeout }, (request, response) => {
    inFlight.add(response);
    response.once("close", () => inFlight.delete(response));
    if (isClosing) response.setHeader("Connection", "close");
    listener(request, response);
  });

  return {
    /** @throws the system's error when the address cannot be had */
    listen: (port: number, host: string | undefined) =>
      new Promise<number>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          const address = server.address();
          resolve(typeof address === "object" && address ? address.port : port);
        });
      }),
    inFlight: () => inFlight.size,
    isClosing: () => isClosing,
    /** Takes no more connections, and resolves when all answers are out, or after so many milliseconds. */
    close(patience: number): Promise<void> {
      isClosing = true;
      for (const response of inFlight) if (!response.headersSent) response.setHeader("Connection", "close");
      return new Promise((resolve) => {
        setTimeout(() => server.closeAllConnections(), patience).unref();
        server.close(() => resolve());
      });
    },
  };
}
