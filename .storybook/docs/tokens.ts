import root from "../../src/components/root.css?raw";

/** A custom property of the stylesheet, and what it is unless a host says otherwise. */
export type Token = { name: string; value: string; isLength: boolean };

const block = /:where\(\.hcb-root\) \{([^}]*)\}/.exec(root)?.[1] ?? "";

/** Every token, in the order of the stylesheet. */
export const tokens: readonly Token[] = [...block.matchAll(/(--hcb-[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => ({
  name,
  value,
  isLength: value.endsWith("px"),
}));
