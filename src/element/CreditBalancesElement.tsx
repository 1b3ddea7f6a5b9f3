import { CreditBalances } from "../components/CreditBalances/CreditBalances.tsx";
import { en } from "../components/messages.ts";
import type { WidgetProps } from "../components/view.ts";
import type { ListProperties } from "./elements.ts";
import { WidgetElement } from "./WidgetElement.tsx";

export class CreditBalancesElement extends WidgetElement {
  declare layout: ListProperties["layout"];
  declare heading: ListProperties["heading"];
  declare headingLevel: ListProperties["headingLevel"];

  protected widget(props: WidgetProps) {
    const { heading, empty } = props.messages ?? en;
    return (
      <CreditBalances
        {...props}
        layout={this.layout}
        headingLevel={this.headingLevel}
        heading={<slot name="heading">{this.heading ?? heading}</slot>}
        renderEmpty={() => (
          <div className="hcb-notice">
            <slot name="empty">
              <strong className="hcb-notice-title">{empty.title}</strong>
              <span className="hcb-notice-detail">{empty.detail}</span>
            </slot>
          </div>
        )}
      />
    );
  }
}
