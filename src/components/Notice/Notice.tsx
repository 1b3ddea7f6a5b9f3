import type { ReactNode } from "react";

type NoticeProps = { title: string; detail: string; role?: "alert"; children?: ReactNode };

/** A few words in place of the list: there is nothing to show, or it could not be loaded. */
export function Notice({ title, detail, role, children }: NoticeProps) {
  return (
    <div className="hcb-notice" role={role}>
      <p className="hcb-notice-title">{title}</p>
      <p className="hcb-notice-detail">{detail}</p>
      {children}
    </div>
  );
}
