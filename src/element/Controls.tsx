import { useEffect } from "react";
import { useCreditBalances } from "../hooks/useCreditBalances.ts";
import type { UseCreditBalancesOptions } from "../hooks/useCreditsState.ts";
import type { Methods } from "./elements.ts";

type ControlsProps = UseCreditBalancesOptions & { hold: (controls: Methods) => void };

/** Gives an element's methods what only a component can have; shows nothing. */
export function Controls({ hold, ...source }: ControlsProps) {
  const { refresh, awaitChange } = useCreditBalances(source);
  useEffect(() => hold({ refresh, awaitChange }));
  return null;
}
