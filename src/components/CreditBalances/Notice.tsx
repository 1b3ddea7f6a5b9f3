import type { ReactNode } from "react";

type NoticeProps = { className: string; title: string; detail: string; isSpoken?: boolean; children?: ReactNode };

/** A few words in place of the list. Those that the live region speaks are for the eye alone. */
export function Notice({ className, title, detail, isSpoken, children }: NoticeProps) {
  return (
    <div className={className}>
      <div className="hcb-notice-text" aria-hidden={isSpoken}>
        <strong className="hcb-notice-title">{title}</strong>
        <span className="hcb-notice-detail">{detail}</span>
      </div>
      {children}
    </div>
  );
}
