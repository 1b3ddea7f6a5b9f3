import css from "../styles.css?inline";

/** The element's own box holds nothing but the widget, and no line of text that a page's font could stretch. */
const host = `:host{display:block}:host(credit-balances-pill){display:inline-flex}:host([hidden]){display:none}
:host::before,:host::after{content:none!important}`;

let sheet: CSSStyleSheet | undefined;

/** One for all elements. The tokens hang on the element itself, so that a page's own rules on it outweigh them. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(host + css.replace(":where(.hcb-root)", ":host"));
  }
  return sheet;
}
