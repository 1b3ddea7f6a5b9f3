/** Where the demo's credits come from, and which customers one can be. */
export type DemoSource = {
  kind: "sandbox" | "hyperline";
  customers: readonly { id: string; name: string }[];
};
