import { replaceEqualDeep as original } from "@tanstack/react-query";
import { assert, jsonValue, property } from "fast-check";
import { expect, it } from "vitest";
import { replaceEqualDeep } from "../../src/element/small/replaceEqualDeep.ts";

// Under that name the original would change a prototype.
const json = jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes("__proto__"));

it("keeps of an answer what react-query's function of that name keeps, whatever JSON was held and comes", () => {
  assert(
    property(json, json, (held, next) => {
      expect(replaceEqualDeep(held, next)).toEqual(original(held, next));
    }),
    { numRuns: 2_000 },
  );
});

it("gives back the very same where nothing has changed, and the same parts where something has", () => {
  const held = { credits: [{ id: 1, balance: 5 }, { id: 2 }], at: "10:00" };
  expect(replaceEqualDeep(held, structuredClone(held))).toBe(held);
  const next = replaceEqualDeep(held, { credits: [{ id: 1, balance: 4 }, { id: 2 }], at: "10:01" });
  expect(next).toEqual({ credits: [{ id: 1, balance: 4 }, { id: 2 }], at: "10:01" });
  expect(Reflect.get(next ?? {}, "credits")[1]).toBe(held.credits[1]);
});
