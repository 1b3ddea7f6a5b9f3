import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { createCreditsListener } from "../../dist/proxy.js";
import { WebSocketServer } from "ws";
import { bundle } from "./bundle.mjs";
import { autumnCustomer, mount, upstreamBody } from "./proxies.mjs";

const html = (styles) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title>
${styles ? `<link rel="stylesheet" href="styles.css">` : ""}
<body><div id="root"></div><script type="module" src="script.js"></script>`;

/** As Schematic answers over its WebSocket. */
const schematicBalances = { flags: [], credit_balances: { credits: { remaining: 1_250.5, reserved: 0, settled: 1_250.5 } } };

/**
 * Serves each page under its number, as production would, beside our proxy and stubs of Autumn's and Schematic's backends.
 *
 * @param pages `{ script, styles }`, paths of files
 * @param spends whether each answer of the proxy brings a smaller balance
 * @returns the origin, the bytes that each page loads, and how many requests the proxy had
 */
export async function servePages(pages, spends = false) {
  const files = new Map();
  const sizes = [];
  for (const [index, { script, styles }] of pages.entries()) {
    const add = (name, type, text) => {
      const body = brotliCompressSync(text);
      files.set(`/${index}/${name}`, { type, body });
      sizes[index] = (sizes[index] ?? 0) + body.length;
    };
    add("", "text/html", html(styles));
    add("script.js", "text/javascript", await bundle(script));
    if (styles) add("styles.css", "text/css", await readFile(fileURLToPath(new URL(styles, import.meta.url))));
  }

  let requests = 0;
  async function fetch({ method, url }) {
    const body = upstreamBody({ method, url: new URL(url).pathname });
    return new Response(spends ? body.replaceAll("1250.5", String(1_000_000 - requests)) : body);
  }
  const options = { apiKey: "test_bench", fetch, authorize: () => true, budget: 10_000_000, maxAge: spends ? 0 : 3_600_000 };
  const credits = createCreditsListener(options);
  const server = createServer((request, response) => {
    if (request.url.startsWith(mount)) {
      requests += 1;
      return credits(request, response);
    }
    if (request.url.startsWith("/api/autumn")) {
      return response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(autumnCustomer));
    }
    const { type, body } = files.get(request.url) ?? {};
    if (!body) return response.writeHead(404).end();
    return response.writeHead(200, { "Content-Type": type, "Content-Encoding": "br", "Content-Length": body.length }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => socket.on("message", () => socket.send(JSON.stringify(schematicBalances))));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    sizes,
    requests: () => requests,
    stop() {
      sockets.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
