import { readFileSync } from "node:fs";
import type { Answer } from "../proxy/answer.ts";
import { textAnswer } from "./answers.ts";

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Sandbox · hyperline-credit-balances</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/styles.css" />
    <link rel="stylesheet" href="/page.css" />
    <script type="module" src="/page.js"></script>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;

const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M8 1 15 14H1z" fill="#6b82ee"/></svg>';

/** The widget lives under a policy as strict as this: nothing inline, nothing from elsewhere. The one image is the icon of the tab. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const script = { "Content-Type": "text/javascript; charset=utf-8" };
const css = { "Content-Type": "text/css; charset=utf-8" };

/** A page on any origin may load the element: it is public, and holds nobody's credits. */
const everyones = {
  ...script,
  "Access-Control-Allow-Origin": "*",
  "Cache-Control": "public, max-age=3600",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/**
 * What the server has to offer besides credits, by path: the element, and in the sandbox a page with the widget. The build puts the files beside
 * this module and its parent.
 */
export function createFiles(isSandbox: boolean): ReadonlyMap<string, Answer> {
  const element = ["/element.js", textAnswer(read("../element.js"), everyones)] as const;
  if (!isSandbox) return new Map([element]);
  return new Map([
    element,
    ["/", textAnswer(html, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy })],
    ["/icon.svg", textAnswer(icon, { "Content-Type": "image/svg+xml" })],
    ["/page.js", textAnswer(read("./page.js"), script)],
    ["/page.css", textAnswer(read("./page.css"), css)],
    ["/styles.css", textAnswer(read("../styles.css"), css)],
  ]);
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}
