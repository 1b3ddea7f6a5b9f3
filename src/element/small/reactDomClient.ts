import { options, render } from "preact";
import type { ComponentChild, VNode } from "preact";

/** Each class of ours names a part: `hcb-name` can be styled from outside as `::part(name)`. */
options.vnode = ({ props }: VNode<{ className?: unknown; part?: string }>) => {
  if (typeof props.className === "string") props.part = props.className.replaceAll("hcb-", "");
};

/** As much of react-dom/client as a custom element needs. */
export function createRoot(container: ShadowRoot) {
  return {
    render: (content: ComponentChild) => render(content, container),
    unmount: () => render(null, container),
  };
}
