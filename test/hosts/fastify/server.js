import Fastify from "fastify";
import { createCreditsListener } from "hyperline-credit-balances/proxy";
import { customerOf } from "./session.js"; // yours: the visitor's "cus_…", or null

const app = Fastify();

const credits = createCreditsListener({
  apiKey: process.env.HYPERLINE_API_KEY,
  baseUrl: process.env.HYPERLINE_BASE_URL, // unset: Hyperline itself
  authorize: async (request, customerId) => {
    const own = await customerOf(request.headers.cookie);
    return own === null ? null : own === customerId; // null: nobody is signed in
  },
});

app.all("/api/hyperline/*", (request, reply) => {
  reply.hijack(); // the proxy writes the answer itself
  credits(request.raw, reply.raw);
});

app.get("/", () => "Your own page");

const { HOST = "localhost", PORT = "3000" } = process.env;
console.log(await app.listen({ port: Number(PORT), host: HOST }));
