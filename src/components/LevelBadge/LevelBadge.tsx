import type { CreditLevel } from "../../domain/creditBalance.ts";
import { Icon } from "../Icon.tsx";
import type { Messages } from "../messages.ts";

type LevelBadgeProps = { level: CreditLevel; messages: Messages };

/** Warns that credits run low or are out. Says nothing while all is well, and nothing of what is not known. */
export function LevelBadge({ level, messages }: LevelBadgeProps) {
  if (level === "ok" || level === "unknown") return null;
  return (
    <span className="hcb-badge" data-level={level}>
      <Icon name={level} />
      {messages.level[level]}
    </span>
  );
}
