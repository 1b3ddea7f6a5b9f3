import { Source, Unstyled } from "@storybook/addon-docs/blocks";
import { QueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { createSandboxProxy } from "../../src/createSandboxProxy.ts";
import { CreditBalances } from "../../src/index.ts";
import { tokens } from "./tokens.ts";

const fetch = createSandboxProxy();
const queryClient = new QueryClient();

/** Inputs for every token, the widget in light and dark beside them, and the CSS that comes of it. */
export function TokenEditor() {
  const [chosen, choose] = useState<Readonly<Record<string, string>>>({});
  const light = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    const element = light.current;
    if (element) setShown(Object.fromEntries(tokens.map(({ name, value }) => [name, toHex(element, value)])));
  }, []);

  const lines = Object.entries(chosen).map(([name, value]) => `  ${name}: ${value};`);
  const css = lines.length > 0 ? `.hcb-root {\n${lines.join("\n")}\n}` : "/* Change something. */";
  const set = (name: string, value: string) => choose((before) => ({ ...before, [name]: value }));
  return (
    <div className="docs-tokens">
      <style>{lines.length > 0 ? `.docs-tokens ${css}` : ""}</style>
      <form className="docs-token-inputs" onSubmit={(event) => event.preventDefault()}>
        {tokens.map(({ name, value, isLength }) => (
          <label key={name} data-changed={name in chosen || undefined}>
            {isLength ? (
              <input
                type="number"
                min="0"
                max="40"
                value={Number.parseFloat(chosen[name] ?? value)}
                onChange={({ target }) => set(name, `${target.value || 0}px`)}
              />
            ) : (
              <input
                type="color"
                value={chosen[name] ?? shown[name] ?? "#000000"}
                onChange={({ target }) => set(name, target.value)}
              />
            )}
            <code>{name}</code>
          </label>
        ))}
        <button type="button" disabled={lines.length === 0} onClick={() => choose({})}>
          Reset
        </button>
      </form>
      <div className="docs-token-previews">
        {(["light", "dark"] as const).map((scheme) => (
          <div
            key={scheme}
            ref={scheme === "light" ? light : undefined}
            className="docs-token-preview"
            style={{ colorScheme: scheme }}
          >
            <Unstyled>
              <CreditBalances
                customerId="cus_mixed"
                heading={scheme === "light" ? "Credits" : "Credits, in the dark"}
                headingLevel={3}
                topUp="#billing"
                fetch={fetch}
                queryClient={queryClient}
              />
            </Unstyled>
          </div>
        ))}
        <Source code={css} language="css" />
      </div>
    </div>
  );
}

/** What a colour is in this place, as a colour input takes it. */
function toHex(place: Element, color: string): string {
  const probe = document.createElement("span");
  probe.style.color = color;
  place.append(probe);
  const brush = new OffscreenCanvas(1, 1).getContext("2d");
  if (!brush) return "#000000";
  brush.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  brush.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
