import type { SandboxFault } from "../../src/sandbox/fault.ts";

/** What the proxy makes of each fault where it holds no rows: a problem, or rows all the same. */
export const faultOutcomes: Record<SandboxFault, string> = {
  slow: "rows",
  rate_limited: "429 rate_limited",
  server_error: "502 upstream_failed",
  bad_key: "502 upstream_failed",
  timeout: "504 upstream_timeout",
  truncated: "502 upstream_invalid",
  wrong_shape: "502 upstream_invalid",
  foreign_row: "502 upstream_invalid",
  null_balance: "rows",
};
