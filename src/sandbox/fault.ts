/**
 * What goes wrong with a read, by name:
 *
 * - `slow`: it is answered well, three seconds late
 * - `rate_limited`: 429 with `Retry-After`, as if the 200 reads of these ten seconds were spent
 * - `server_error`: 500
 * - `bad_key`: 401, as after the key was replaced
 * - `timeout`: it is never answered, and rejects when its signal is aborted
 * - `truncated`: a body that ends halfway
 * - `wrong_shape`: JSON of another shape than documented
 * - `foreign_row`: a row of another customer is in the list
 * - `null_balance`: null instead of the first product's balance
 */
export type SandboxFault = (typeof sandboxFaults)[number];

/** Every name that `faults` takes. The list is closed. */
export const sandboxFaults = [
  "slow",
  "rate_limited",
  "server_error",
  "bad_key",
  "timeout",
  "truncated",
  "wrong_shape",
  "foreign_row",
  "null_balance",
] as const;
