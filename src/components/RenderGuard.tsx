import { Component } from "react";
import type { ReactNode } from "react";
import { CreditBalancesError } from "../domain/creditBalancesError.ts";
import type { WidgetProps } from "./view.ts";
import { en } from "./messages.ts";

type RenderGuardProps = Pick<WidgetProps, "messages" | "onError"> & {
  /** Whether the form stands in a line, where there is room for a dash only. */
  isInline?: boolean;
  children: ReactNode;
};

/**
 * A mistake in a render, ours or in one of the host's functions, must not take the host's page down: in its place stand a few words and a button
 * that tries again. React knows only classes for this.
 */
export class RenderGuard extends Component<RenderGuardProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(cause: unknown) {
    const { onError } = this.props;
    // Not here, where a mistake in the host's function would do what this class prevents.
    queueMicrotask(() => onError?.(new CreditBalancesError("internal", "The widget could not be rendered.", { cause })));
  }

  override componentDidUpdate(before: RenderGuardProps) {
    const { isInline, children } = this.props;
    // Where there is no room for a button, what the host renders next may mend it.
    // oxlint-disable-next-line react/no-did-update-set-state -- a render that fails changes no props, so this cannot go on for ever
    if (isInline && this.state.hasFailed && before.children !== children) this.setState({ hasFailed: false });
  }

  override render() {
    const { children, messages, isInline } = this.props;
    if (!this.state.hasFailed) return children;
    // The host's words may be the mistake.
    const { error, tryAgain } = messages?.error && messages.tryAgain ? messages : en;
    if (isInline)
      return (
        <span className="hcb-text" title={error.title}>
          —
        </span>
      );
    return (
      <div className="hcb-root hcb-notice" data-layout="list" role="alert">
        {error.title}
        <button className="hcb-button" type="button" onClick={() => this.setState({ hasFailed: false })}>
          {tryAgain}
        </button>
      </div>
    );
  }
}
