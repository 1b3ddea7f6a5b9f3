import type { RequestListener } from "node:http";
import { isFoldedRoute } from "../domain/matchRoute.ts";
import { methodsAnswer, problemAnswer } from "../proxy/answer.ts";
import type { Answer } from "../proxy/answer.ts";
import type { CreditsListener } from "../proxy/createCreditsListener.ts";
import { send, statusAnswer } from "./answers.ts";
import type { Log, Route } from "./createLog.ts";

const mount = "/api/hyperline/";

type Parts = {
  credits: CreditsListener;
  /** Calls the proxy so that its events know the request's method. */
  within: (method: string, work: () => void) => void;
  isReady: () => Promise<boolean>;
  files: ReadonlyMap<string, Answer>;
  log: Log;
};

/** Everything that the server answers. Of a request for credits the proxy tells how it went, of any other this does. */
export function createListener({ credits, within, isReady, files, log }: Parts): RequestListener {
  async function find(path: string): Promise<[Route, Answer]> {
    const file = files.get(path);
    if (file) return ["file", file];
    if (path === "/healthz") return ["healthz", statusAnswer(200, "ok")];
    if (path === "/readyz") return ["readyz", (await isReady()) ? statusAnswer(200, "ready") : statusAnswer(503, "not ready")];
    return ["other", problemAnswer(path.startsWith(mount) && isFoldedRoute(path) ? "invalid_request" : "not_found")];
  }

  return (request, response) => {
    const started = performance.now();
    const { method = "", url = "" } = request;
    const path = url.split("?", 1).join();

    async function answer(): Promise<void> {
      const [route, found] = await find(path);
      const given = route === "other" ? found : (toRefusal(method) ?? found);
      send(response, given);
      const { status, problem } = given;
      const duration = performance.now() - started;
      log.request({ method, route, status, duration, code: problem?.code ?? null, requestId: problem?.requestId ?? null });
    }

    const answerHere = () => void answer().catch(() => response.destroy());
    if (path.startsWith(mount)) within(method, () => credits(request, response, answerHere));
    else answerHere();
  };
}

function toRefusal(method: string): Answer | undefined {
  if (method === "GET" || method === "HEAD") return undefined;
  return method === "OPTIONS" ? methodsAnswer() : problemAnswer("method_not_allowed");
}
