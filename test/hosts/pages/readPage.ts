import type { Page } from "playwright";

/** An element that is rendered, its box within the page's root, and what is computed for it. */
export type Part = {
  name: string;
  isInSentence: boolean;
  box: { x: number; y: number; width: number; height: number };
  /** `property: value`, of the element and of its two pseudo-elements. */
  styles: string[];
};

/** Every element of the widgets, the sentence around the balance first. In the document's order otherwise. */
export function readParts(page: Page): Promise<Part[]> {
  return readElements(page, ".sentence, .hcb-root, .hcb-root *, .hcb-text, .hcb-text *");
}

/** The page's own elements with our stylesheet and without it. */
export async function readOwnStyles(page: Page) {
  const selector = "html, body, main, main *";
  const beside = await readElements(page, selector);
  await page.evaluate(() => {
    for (const sheet of document.styleSheets) if (sheet.href?.endsWith("/widget.css")) sheet.disabled = true;
  });
  return { beside, alone: await readElements(page, selector) };
}

function readElements(page: Page, selector: string): Promise<Part[]> {
  return page.evaluate((wanted) => {
    // Without tokens, the page's language, logical names of what has a physical one, and what only scrolling, printing or animations use.
    const others =
      /^--|^-webkit-locale|inline|block|^(anchor|break|column|marker|mask|offset|page|position-|scroll|timeline|view)/;
    const properties = [...getComputedStyle(document.body)].filter((property) => !others.test(property));
    const read = (element: Element, pseudo: string) => {
      const style = getComputedStyle(element, pseudo);
      if (pseudo && ["none", "normal"].includes(style.content)) return [`${pseudo} is not there`];
      return properties.map((property) => `${pseudo} ${property}: ${style.getPropertyValue(property)}`);
    };
    const root = document.querySelector("#root")?.getBoundingClientRect() ?? new DOMRect();
    const elements = [...document.querySelectorAll(wanted)].filter((element) => element.checkVisibility());
    return elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return {
        name: `#${element.closest(".slot")?.id ?? ""} ${element.localName}.${element.getAttribute("class") ?? ""}`,
        isInSentence: element.closest(".sentence") !== null,
        box: { x: x - root.x, y: y - root.y, width, height },
        styles: ["", "::before", "::after"].flatMap((pseudo) => read(element, pseudo)),
      };
    });
  }, selector);
}

/** Words of the widget as they meet the eye. */
export type Text = {
  words: string;
  /** Of the text's colour and what is painted behind it, as WCAG 2 counts. */
  contrast: number;
  /** Nothing lies over it and it is not cut off. */
  isInSight: boolean;
};

export function readTexts(page: Page): Promise<Text[]> {
  return page.evaluate(() => {
    type Color = { rgb: number[]; alpha: number };
    const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const known = new Map<string, Color>();
    const toColor = (css: string): Color => {
      const found = known.get(css);
      if (found || !brush) return found ?? { rgb: [], alpha: 0 };
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = css;
      brush.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = brush.getImageData(0, 0, 1, 1).data;
      const color = { rgb: [red, green, blue], alpha: alpha / 255 };
      known.set(css, color);
      return color;
    };
    const over = ({ rgb, alpha }: Color, below: number[]) =>
      below.map((channel, index) => (rgb[index] ?? 0) * alpha + channel * (1 - alpha));
    const luminance = (rgb: number[]) => {
      const [red = 0, green = 0, blue = 0] = rgb
        .map((channel) => channel / 255)
        .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const lineOf = (element: Element): Element[] => [...(element.parentElement ? lineOf(element.parentElement) : []), element];
    const isClipped = (element: Element) => getComputedStyle(element).clipPath === "inset(50%)";

    const nodes: Node[] = [];
    for (const widget of document.querySelectorAll(".hcb-root, .hcb-text")) {
      const walker = document.createTreeWalker(widget, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
    }
    return nodes.flatMap((node) => {
      const element = node.parentElement;
      const words = node.textContent?.trim() ?? "";
      if (!element || !words || !element.checkVisibility()) return [];
      const line = lineOf(element);
      if (line.some(isClipped)) return [];
      const paper = line.reduce((below, one) => over(toColor(getComputedStyle(one).backgroundColor), below), [255, 255, 255]);
      const ink = toColor(getComputedStyle(element).webkitTextFillColor);
      const opacity = line.reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1);
      const lights = [paper, over({ ...ink, alpha: ink.alpha * opacity }, paper)].map(luminance);
      const contrast = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);

      const range = document.createRange();
      range.selectNodeContents(node);
      const isInSight = [...range.getClientRects()].every(({ left, right, top, bottom }) =>
        [0.2, 0.5, 0.8].every((share) => {
          const hit = document.elementFromPoint(left + share * (right - left), (top + bottom) / 2);
          return element.contains(hit);
        }),
      );
      return [{ words, contrast, isInSight }];
    });
  });
}
