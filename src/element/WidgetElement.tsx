import { createRoot } from "react-dom/client";
import type { Root } from "react-dom/client";
import type { ReactNode } from "react";
import { TopUp } from "../components/CreditBalances/TopUp.tsx";
import { en } from "../components/messages.ts";
import { toView } from "../components/view.ts";
import type { WidgetProps } from "../components/view.ts";
import type { CreditBalance } from "../domain/creditBalance.ts";
import type { LevelChange } from "../hooks/levelMemory.ts";
import { attributes, properties, toAttribute, toName, toProperty } from "./attributes.ts";
import { Controls } from "./Controls.tsx";
import type { Methods, WidgetEvents, WidgetProperties } from "./elements.ts";
import { messagesFor } from "./messagesFor.ts";
import { styleSheet } from "./styleSheet.ts";

/** A server that renders the host's page may load this file too, and has no elements. */
const Base: new () => HTMLElement & WidgetProperties = Reflect.get(globalThis, "HTMLElement") ?? Object;

const connected = new Set<WidgetElement>();

/** What both elements have in common: attributes and properties in, events out, and a widget in a shadow root in between. */
export abstract class WidgetElement extends Base implements Methods {
  static readonly observedAttributes = Object.keys(attributes);

  readonly #given = new Map<string, unknown>();
  #root: Root | undefined;
  #isDue = false;
  #controls: Methods | undefined;

  static {
    for (const name of properties) {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get(this: WidgetElement) {
          return this.#given.get(name);
        },
        set(this: WidgetElement, value: unknown) {
          this.#take(name, value);
        },
      });
    }
  }

  /** The form of the widget that stands in this element. */
  protected abstract widget(props: WidgetProps): ReactNode;

  refresh(): Promise<void> {
    return this.#controls?.refresh() ?? Promise.resolve();
  }

  awaitChange(): Promise<readonly CreditBalance[]> {
    return this.#controls?.awaitChange() ?? Promise.resolve([]);
  }

  connectedCallback(): void {
    connected.add(this);
    // A framework may have set properties before the browser knew what this element is.
    for (const name of properties.filter((own) => Object.hasOwn(this, own))) {
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      this.#take(name, value);
    }
    this.#update();
  }

  disconnectedCallback(): void {
    connected.delete(this);
    this.#update();
  }

  attributeChangedCallback(attribute: string, _before: string | null, text: string | null): void {
    const read = Object.entries(attributes).find(([name]) => name === attribute)?.[1];
    this.#given.set(toProperty(attribute), text === null ? undefined : read?.(text));
    this.#update();
  }

  #take(name: string, value: unknown): void {
    const attribute = toAttribute(name, value);
    if (attribute) return this.setAttribute(attribute.name, attribute.text);
    this.removeAttribute(toName(name));
    this.#given.set(name, value);
    return this.#update();
  }

  /** At the end of the task: what is set together shows together, and an element that is only moved keeps its widget. */
  #update(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#render();
    });
  }

  #render(): void {
    const props = this.isConnected ? this.#props() : undefined;
    if (!props) {
      this.#root?.unmount();
      this.#root = undefined;
      return;
    }
    this.#root ??= createRoot(this.#shadow());
    this.#root.render(
      <>
        {this.widget(props)}
        <Controls
          key={props.customerId}
          {...props}
          hold={(controls) => {
            this.#controls = controls;
          }}
        />
      </>,
    );
  }

  #shadow(): ShadowRoot {
    if (this.shadowRoot) return this.shadowRoot;
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styleSheet()];
    return shadow;
  }

  #props(): WidgetProps | undefined {
    const { customerId, locale, messages: own } = this;
    if (customerId === undefined) return undefined;
    const tag = locale ?? this.closest<HTMLElement>("[lang]")?.lang ?? "en";
    const messages = own ?? messagesFor(tag);
    const props: WidgetProps = {
      customerId,
      endpoint: this.endpoint,
      headers: this.headers,
      fetch: this.fetch,
      refetchInterval: this.refetchInterval,
      products: this.products,
      sort: this.sort,
      thresholds: this.thresholds,
      units: this.units,
      formatBalance: this.formatBalance,
      topUp: this.topUp,
      colorScheme: this.colorScheme,
      // Words and numbers in two languages would read badly.
      messages: messages ?? en,
      locale: own ? locale : messages && tag,
      onLevelChange: (change) => this.#tellLevel(change),
      onError: (error) => this.#dispatch("error", error),
      onRefresh: (answer) => this.#dispatch("refresh", answer),
    };
    const view = toView(props);
    // A slot shows its content once: a page's `slot="top-up"` goes to the first credit that needs it.
    const renderTopUp = (credit: CreditBalance) => (
      <slot name={`top-up-${credit.productId}`}>
        <slot name="top-up">{view.topUp && <TopUp credit={credit} view={view} />}</slot>
      </slot>
    );
    return { ...props, renderTopUp };
  }

  /** A crossing is told once for all widgets of the page; each element that shows it says so. */
  #tellLevel(change: LevelChange): void {
    const { productId } = change.credit;
    for (const element of connected) {
      const isSame =
        element.customerId === this.customerId &&
        element.endpoint === this.endpoint &&
        element.thresholds?.[productId] === this.thresholds?.[productId];
      if (isSame) element.#dispatch("levelchange", change);
    }
  }

  #dispatch(type: keyof WidgetEvents, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, composed: true }));
  }
}
