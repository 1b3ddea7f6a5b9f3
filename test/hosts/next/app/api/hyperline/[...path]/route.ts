import { createCreditsHandler } from "hyperline-credit-balances/proxy";
import { customerOf } from "@/session"; // yours: the visitor's "cus_…", or null

const createCredits = () =>
  createCreditsHandler({
    apiKey: process.env.HYPERLINE_API_KEY,
    baseUrl: process.env.HYPERLINE_BASE_URL, // unset: Hyperline itself
    authorize: async (request, customerId) => {
      const own = await customerOf(request.headers.get("cookie"));
      return own === null ? null : own === customerId; // null: nobody is signed in
    },
  });

// Created at the first request: `next build` loads this file too, and needs no key for it.
let credits: ReturnType<typeof createCredits> | undefined;

export const GET = (request: Request) => (credits ??= createCredits())(request);
export const OPTIONS = GET;
