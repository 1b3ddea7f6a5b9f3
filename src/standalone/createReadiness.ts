import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import { withDeadline } from "../proxy/deadline.ts";
import type { Settings } from "../proxy/settings.ts";
import { readPage } from "../upstream/readPage.ts";

/** Nobody's id. To be told so is what shows that Hyperline is there and takes the key. */
const nobody = "cus_readiness";

/** How long an answer holds, in milliseconds: a probe that asks every second must not eat up the account's reads. */
const period = 60_000;

/**
 * Whether Hyperline can be read with this key. Asks it at most once a minute; all who ask meanwhile share that.
 *
 * @param onFailure told why, each time Hyperline was asked in vain
 */
export function createReadiness(settings: Settings, onFailure: (why: object) => void) {
  const { tick, timeout } = settings;
  let asked: { at: number; isReady: Promise<boolean> } | undefined;

  async function ask(): Promise<boolean> {
    try {
      await withDeadline(timeout, (signal) => readPage({ ...settings, onCall: () => undefined }, nobody, 0, signal));
      return true;
    } catch (error) {
      const { code, status = null } = error instanceof CreditBalancesError ? error : { code: "internal" };
      if (code === "not_found" || code === "rate_limited") return true;
      onFailure({ code, status });
      return false;
    }
  }

  return (): Promise<boolean> => {
    if (!asked || tick() - asked.at >= period) asked = { at: tick(), isReady: ask() };
    return asked.isReady;
  };
}
