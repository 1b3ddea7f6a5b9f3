/** For the `ref` of a button or link that may go away while it has the focus: the widget's first button gets it then, so that it is not lost. */
export function keepFocus() {
  let control: HTMLElement | null = null;
  return (next: HTMLElement | null) => {
    const widget = !next && control?.matches(":focus") ? control.closest(".hcb-root") : undefined;
    queueMicrotask(() => widget?.querySelector("button")?.focus());
    control = next;
  };
}
