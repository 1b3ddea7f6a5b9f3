import { useEffect, useRef, useState } from "react";

/** Between the pill and its popover, and between that and the edges of the window, in pixels. */
const gap = 8;

/**
 * Joins a button to an element with `popover="auto"`: the browser opens it, closes it on Escape or a press elsewhere, gives the focus back and tells
 * assistive technology. What is left to do is to place it at the button, which CSS alone cannot do yet in every browser. The names of the two
 * attributes differ between React 18 and 19, so they are set on the elements.
 */
export function usePopover() {
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    const [opener, popover] = [button.current, panel.current];
    if (!opener || !popover) return undefined;
    opener.popoverTargetElement = popover;
    const isOpening = (event: Event) => "newState" in event && event.newState === "open";
    // The content is there before it is shown, and goes after it was hidden: until then it holds the focus that the browser gives back.
    const beforeToggle = (event: Event) => isOpening(event) && setOpen(true);
    const onToggle = (event: Event) => setOpen(isOpening(event));
    popover.addEventListener("beforetoggle", beforeToggle);
    popover.addEventListener("toggle", onToggle);
    return () => {
      popover.removeEventListener("beforetoggle", beforeToggle);
      popover.removeEventListener("toggle", onToggle);
    };
  }, []);

  useEffect(() => {
    const [opener, popover] = [button.current, panel.current];
    if (!isOpen || !opener || !popover) return undefined;
    const place = () => placeAt(opener, popover);
    const resized = new ResizeObserver(place);
    resized.observe(popover);
    addEventListener("scroll", place, true);
    addEventListener("resize", place);
    return () => {
      resized.disconnect();
      removeEventListener("scroll", place, true);
      removeEventListener("resize", place);
    };
  }, [isOpen]);

  return { button, panel, isOpen };
}

/** Under the button or, without room there, over it, or else where there is room; its end at the button's end. */
function placeAt(opener: Element, popover: HTMLElement): void {
  const { left, right, top, bottom } = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const { clientWidth, clientHeight } = document.documentElement;
  const isRightToLeft = getComputedStyle(opener).direction === "rtl";
  const x = isRightToLeft ? left : right - width;
  const under = bottom + gap;
  const lowest = clientHeight - height - gap;
  const over = top - gap - height;
  const y = under <= lowest ? under : over >= gap ? over : Math.max(gap, lowest);
  // Through the object model, which a strict Content-Security-Policy allows, other than a style attribute.
  popover.style.setProperty("left", `${Math.max(gap, Math.min(x, clientWidth - width - gap))}px`);
  popover.style.setProperty("top", `${y}px`);
}
