import { createCreditsListener } from "../proxy/createCreditsListener.ts";
import { createPseudonym } from "../proxy/createEmit.ts";
import { toSettings } from "../proxy/settings.ts";
import { connectRedis } from "./connectRedis.ts";
import { createFiles } from "./createFiles.ts";
import { createGracefulServer } from "./createGracefulServer.ts";
import { createListener } from "./createListener.ts";
import type { Log } from "./createLog.ts";
import { createOnEvent } from "./createOnEvent.ts";
import { createReadiness } from "./createReadiness.ts";
import type { Configuration } from "./toConfiguration.ts";

/** Puts the parts together, and listens. */
export async function startServer({ port, host, proxy, tokens, redisUrl }: Configuration, log: Log) {
  const settings = toSettings(proxy);
  const account = await createPseudonym(settings)("budget");
  const redis = redisUrl === undefined ? undefined : await connectRedis(redisUrl, account, log);
  const { onEvent, within } = createOnEvent(log, () => redis?.isLost() === true);
  const isReachable = createReadiness(settings, (why) => log.notice("not_ready", why));

  const server = createGracefulServer(
    createListener({
      credits: createCreditsListener({ ...proxy, store: redis?.store, budget: redis?.budget, onEvent }),
      within,
      isReady: async () => !server.isClosing() && (await isReachable()) && !server.isClosing(),
      files: createFiles(tokens === undefined),
      log,
    }),
  );

  return {
    port: await server.listen(port, host).catch((error: unknown) => {
      redis?.close();
      throw error;
    }),
    /** Ends when everything is answered, which takes the proxy's own timeout at the most. */
    stop: async (signal: string): Promise<void> => {
      log.notice("shutting_down", { signal, in_flight: server.inFlight() });
      await server.close(settings.timeout + 1_000);
      redis?.close();
    },
  };
}
