import { createServer } from "node:http";
import { createCreditsListener } from "hyperline-credit-balances/proxy";
import { customerOf } from "./session.js"; // yours: the visitor's "cus_…", or null

const credits = createCreditsListener({
  apiKey: process.env.HYPERLINE_API_KEY,
  baseUrl: process.env.HYPERLINE_BASE_URL, // unset: Hyperline itself
  authorize: async (request, customerId) => {
    const own = await customerOf(request.headers.cookie);
    return own === null ? null : own === customerId; // null: nobody is signed in
  },
});

const server = createServer((request, response) => {
  if (request.url?.startsWith("/api/hyperline/")) return credits(request, response);
  response.end("Your own page");
});

const { HOST = "localhost", PORT = "3000" } = process.env;
server.listen(Number(PORT), HOST, () => console.log(server.address()));
