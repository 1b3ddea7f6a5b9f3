import type { Environment } from "../variables.ts";
import { checks, valuesOf } from "../variables.ts";
import { note, ok, wrong } from "./finding.ts";
import type { Finding } from "./finding.ts";

const hosts = { test_: "sandbox.api.hyperline.co", prod_: "api.hyperline.co" };

/** The key's form, and whether it and the address belong together: each key works on its own host only. */
export function checkKey(environment: Environment): Finding[] {
  const [apiKey] = valuesOf(environment, "HYPERLINE_API_KEY");
  const [baseUrl] = valuesOf(environment, "HYPERLINE_BASE_URL");
  if (apiKey === undefined)
    return [wrong("key", "HYPERLINE_API_KEY is not set. Set it to the secret key from Hyperline's settings.")];

  const mistakes = [
    ...mistakeOf("key", () => checks.HYPERLINE_API_KEY(apiKey), "HYPERLINE_API_KEY"),
    ...(baseUrl === undefined ? [] : mistakeOf("address", () => checks.HYPERLINE_BASE_URL(baseUrl), "HYPERLINE_BASE_URL")),
  ];
  if (mistakes.length > 0) return mistakes;

  const [prefix, host] = Object.entries(hosts).find(([start]) => apiKey.startsWith(start)) ?? [];
  if (!prefix) return [note("key", "it begins neither with test_ nor with prod_, as Hyperline's do. Is it the whole key?")];
  const given = baseUrl === undefined ? host : new URL(baseUrl).host;
  if (given !== host && Object.values(hosts).some((known) => known === given)) {
    return [
      wrong(
        "key",
        `a ${prefix}… key works on ${host} only, and HYPERLINE_BASE_URL says ${given}. Leave HYPERLINE_BASE_URL out, or use the other key.`,
      ),
    ];
  }
  return [ok("key", `its form is right, for ${given}.`)];
}

function mistakeOf(about: string, check: () => unknown, variable: string): Finding[] {
  try {
    check();
    return [];
  } catch (error) {
    return [wrong(about, error instanceof TypeError ? error.message.replace(/^\w+/, variable) : `${variable} cannot be used.`)];
  }
}
