import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { onTestFinished } from "vitest";

/** Puts a listener on a loopback port until the test is over, and returns its origin. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return `http://127.0.0.1:${address.port}`;
}
