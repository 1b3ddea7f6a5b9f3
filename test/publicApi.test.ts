import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as element from "../src/element.ts";
import * as index from "../src/index.ts";
import * as locales from "../src/locales.ts";
import * as proxy from "../src/proxy.ts";
import * as sandbox from "../src/sandbox.ts";

/** What others' code depends on. A name that is missing or new here is a change of the contract: say so in CHANGELOG.md. */
const entries = {
  ".": {
    module: index,
    values: [
      "CreditBalanceText",
      "CreditBalances",
      "CreditBalancesError",
      "CreditBalancesPill",
      "clearCreditBalances",
      "creditBalancesQuery",
      "creditLevel",
      "isCreditBalancesError",
      "useCreditBalances",
    ],
  },
  "./locales": { module: locales, values: ["de", "en", "es", "fr", "it", "nl", "pl", "pt"] },
  "./proxy": { module: proxy, values: ["createCreditsHandler", "createCreditsListener", "customerTokens", "signCustomerToken"] },
  "./sandbox": { module: sandbox, values: ["createClock", "createSandbox", "createSandboxProxy", "sandboxApiKey"] },
  "./element": { module: element, values: ["clearCreditBalances"] },
};

it.each(Object.entries(entries))("the entry %s exports exactly its names", (_entry, { module, values }) => {
  expect(Object.keys(module).toSorted()).toEqual(values);
});

it("package.json exports these entries, the stylesheet and itself", () => {
  const { exports }: { exports: object } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(Object.keys(exports)).toEqual([...Object.keys(entries), "./styles.css", "./package.json"]);
});
