import { defaultPort } from "./toPort.ts";

/** What `--help` prints, and what the README's table says in more words. */
export const helpText = `hyperline-credit-balances: the proxy between the credits widget and Hyperline, as a server of its own.

  npx hyperline-credit-balances --sandbox    a page with the widget, over a sandbox: no account, no key
  npx hyperline-credit-balances              reads Hyperline, for visitors with a token
  npx hyperline-credit-balances doctor       says what is wrong, and how to mend it; doctor --help says more

Flags
  --port <n>     where to listen; 0: any free port (default: PORT, else ${defaultPort})
  --sandbox      credits from memory, which everyone may read, and a page with the widget at /
  --help, -h     this text
  --version, -v  the version

Environment
  HYPERLINE_API_KEY        the secret key, required
  HYPERLINE_BASE_URL       Hyperline's address (default: as the key says, live or test)
  CREDITS_TOKEN_SECRET     what signCustomerToken signs with, 32 bytes or more; while it is changed "new,old"
  CREDITS_JWKS_URL         instead of a secret: where the keys of the service that signs the tokens stand
  CREDITS_TOKEN_AUDIENCE   what a token's aud must say, and whoever signs it (default: hyperline-credit-balances;
                           required with CREDITS_JWKS_URL)
  CREDITS_TOKEN_ISSUER     what a token's iss must say (default: anything)
  CREDITS_ALLOWED_ORIGINS  pages on other origins that may read, separated by commas: https://app.example.com
  CREDITS_REDIS_URL        shares cache and budget between instances; needs the package ioredis
  CREDITS_HOST             the address to listen on (default: every one; with --sandbox 127.0.0.1 only)
  PORT                     see --port

Serves /api/hyperline/v1/customers/{id}/credits, /element.js (the custom elements), /healthz (alive) and /readyz (Hyperline can be read).
One JSON line for each request goes to stdout, everything else to stderr.
`;
