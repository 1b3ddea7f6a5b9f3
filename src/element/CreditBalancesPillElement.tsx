import { CreditBalancesPill } from "../components/CreditBalancesPill/CreditBalancesPill.tsx";
import type { WidgetProps } from "../components/view.ts";
import type { PillProperties } from "./elements.ts";
import { WidgetElement } from "./WidgetElement.tsx";

export class CreditBalancesPillElement extends WidgetElement {
  declare productId: PillProperties["productId"];

  protected widget(props: WidgetProps) {
    return <CreditBalancesPill {...props} productId={this.productId} />;
  }
}
