import type { ReactNode } from "react";
import { looks } from "./looks.ts";

type HostLookProps = { system: keyof typeof looks; className?: string; children: ReactNode };

/** A page of a host on that design system, with its five lines for the widget. In a scope, which weighs nothing, because a docs page shows all three. */
export function HostLook({ system, className = "", children }: HostLookProps) {
  return (
    <div className={`like-${system} ${className}`.trimEnd()}>
      <style>{`@scope (.like-${system}) { ${looks[system]} }`}</style>
      {children}
    </div>
  );
}
