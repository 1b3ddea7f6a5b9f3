import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createCreditsListener } from "hyperline-credit-balances/proxy";
import { createSandbox, sandboxApiKey } from "hyperline-credit-balances/sandbox";

const credits = createCreditsListener({ apiKey: sandboxApiKey, fetch: createSandbox(), authorize: () => true });
const types = { css: "text/css", html: "text/html", js: "text/javascript" };

const server = createServer(async (request, response) => {
  if (request.url.startsWith("/api/hyperline/")) return credits(request, response);
  const file = request.url === "/" ? "/index.html" : request.url;
  const body = await readFile(new URL(`./dist${file}`, import.meta.url));
  return response.writeHead(200, { "Content-Type": types[file.split(".").at(-1)] }).end(body);
});

server.listen(0, "127.0.0.1", () => console.log(`port: ${server.address().port}`));
