import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as index from "../src/index.ts";
import * as proxy from "../src/proxy.ts";
import * as sandbox from "../src/sandbox.ts";

/** What others' code depends on. A name that is missing or new here is a change of the contract: say so in CHANGELOG.md. */
const entries = {
  ".": {
    module: index,
    values: [
      "CreditBalances",
      "CreditBalancesError",
      "creditBalancesQuery",
      "creditLevel",
      "isCreditBalancesError",
      "useCreditBalances",
    ],
  },
  "./proxy": { module: proxy, values: ["createCreditsHandler", "createCreditsListener", "customerTokens", "signCustomerToken"] },
  "./sandbox": { module: sandbox, values: ["createSandbox", "createSandboxProxy", "sandboxApiKey"] },
};

it.each(Object.entries(entries))("the entry %s exports exactly its names", (_entry, { module, values }) => {
  expect(Object.keys(module).toSorted()).toEqual(values);
});

it("package.json exports these entries, the stylesheet and itself", () => {
  const { exports }: { exports: object } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(Object.keys(exports)).toEqual([...Object.keys(entries), "./styles.css", "./package.json"]);
});
