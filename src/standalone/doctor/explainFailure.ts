import { CreditBalancesError } from "../../domain/creditBalancesError.ts";

/** Reasons of Node's that hosts meet, and how to mend each. */
const reasons: readonly [RegExp, string][] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, "its name is not found. Is the address spelt right, and does this machine have DNS?"],
  [/^ECONNREFUSED$/, "nothing listens there. Is the port right, and the server started?"],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, "it closes the connection. Look for a firewall or a proxy in between."],
  [
    /TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/,
    "it cannot be reached. Look for a firewall, or a missing route out of this network.",
  ],
  [/CERT|SIGNATURE|ISSUER/, "its certificate is not believed. Is something in between reading along, or is the certificate old?"],
  [/SSL|TLS|EPROTO/, "it does not speak TLS there. Is it http, or another port?"],
];

/** Why nobody answered, in words that hold nothing of what was sent or came. */
export function explainFailure(error: unknown): string {
  if (error instanceof CreditBalancesError && error.code === "upstream_timeout") return "no answer within 10 seconds.";
  const code = codeOf(error);
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  return reason ? `${reason} (${code})` : `the request failed (${code}).`;
}

/** The code of the error, or of what caused it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "no reason given";
  if ("code" in error && typeof error.code === "string" && !(error instanceof CreditBalancesError)) return error.code;
  return error.cause === undefined ? error.name : codeOf(error.cause);
}
