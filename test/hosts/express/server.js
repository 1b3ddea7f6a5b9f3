import express from "express";
import { createCreditsListener } from "hyperline-credit-balances/proxy";
import { customerOf } from "./session.js"; // yours: the visitor's "cus_…", or null

const app = express();

app.use(
  "/api/hyperline",
  createCreditsListener({
    apiKey: process.env.HYPERLINE_API_KEY,
    baseUrl: process.env.HYPERLINE_BASE_URL, // unset: Hyperline itself
    authorize: async (request, customerId) => {
      const own = await customerOf(request.headers.cookie);
      return own === null ? null : own === customerId; // null: nobody is signed in
    },
  }),
);

app.get("/", (_request, response) => {
  response.send("Your own page");
});

const { HOST = "localhost", PORT = "3000" } = process.env;
const server = app.listen(Number(PORT), HOST, () => console.log(server.address()));
