import { createCreditsHandler, customerTokens, signCustomerToken } from "hyperline-credit-balances/proxy";

const secret = process.env.CREDITS_TOKEN_SECRET; // at least 32 bytes: `openssl rand -base64 32`

/** The proxy, on an origin of its own. */
export const credits = createCreditsHandler({
  apiKey: process.env.HYPERLINE_API_KEY,
  baseUrl: process.env.HYPERLINE_BASE_URL,
  allowedOrigins: ["https://app.example.com"],
  authorize: customerTokens({ secret }),
});

/** In your app's backend, for a signed-in visitor: a token that is good for five minutes and for this customer only. */
export const creditsToken = (customerId: string) => signCustomerToken({ customerId, secret });
