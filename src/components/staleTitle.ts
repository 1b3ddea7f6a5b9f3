import type { CreditBalancesState } from "../hooks/useCreditsState.ts";
import type { Messages } from "./messages.ts";

/** Why there are no newer numbers. */
export function staleTitle(state: CreditBalancesState, { stale }: Messages): string {
  return state.status === "ready" && state.error?.code === "offline" ? stale.offline : stale.title;
}
