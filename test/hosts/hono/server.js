import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createCreditsHandler } from "hyperline-credit-balances/proxy";
import { customerOf } from "./session.js"; // yours: the visitor's "cus_…", or null

const app = new Hono();

const credits = createCreditsHandler({
  apiKey: process.env.HYPERLINE_API_KEY,
  baseUrl: process.env.HYPERLINE_BASE_URL, // unset: Hyperline itself
  authorize: async (request, customerId) => {
    const own = await customerOf(request.headers.get("cookie"));
    return own === null ? null : own === customerId; // null: nobody is signed in
  },
});

app.all("/api/hyperline/*", (context) => credits(context.req.raw));

app.get("/", (context) => context.text("Your own page"));

const { HOST = "localhost", PORT = "3000" } = process.env;
serve({ fetch: app.fetch, port: Number(PORT), hostname: HOST }, (address) => console.log(address));
