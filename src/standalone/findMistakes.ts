import { checks, isVariable, valuesOf, variables } from "./variables.ts";
import type { Environment, Variable } from "./variables.ts";

/** Every mistake in the environment, each in a sentence that says how to mend it and repeats no secret. */
export function findMistakes(environment: Environment, isSandbox: boolean): string[] {
  const wrong = variables(isSandbox).flatMap((name) => mistakesOf(name, valuesOf(environment, name)));
  return [...new Set(isSandbox ? wrong : [...wrong, ...findGaps(environment)])];
}

function mistakesOf(name: Variable, values: readonly string[]): string[] {
  return values.flatMap((value) => {
    try {
      checks[name](value);
      return [];
    } catch (error) {
      return error instanceof TypeError ? [error.message.replace(/^\w+/, name)] : [`${name} cannot be used.`];
    }
  });
}

/** What is missing, or there twice. */
function findGaps(environment: Environment): string[] {
  const has = (name: Variable) => valuesOf(environment, name).length > 0;
  const hasSecret = has("CREDITS_TOKEN_SECRET");
  const hasKeys = has("CREDITS_JWKS_URL");
  const gaps: [boolean, string][] = [
    [
      !has("HYPERLINE_API_KEY"),
      "HYPERLINE_API_KEY is missing: without it Hyperline answers nobody. Set it, or look around with --sandbox, which needs none.",
    ],
    [
      !hasSecret && !hasKeys,
      "Nobody could read: set CREDITS_TOKEN_SECRET to the secret of signCustomerToken, or CREDITS_JWKS_URL and CREDITS_TOKEN_AUDIENCE.",
    ],
    [
      hasSecret && hasKeys,
      "CREDITS_TOKEN_SECRET and CREDITS_JWKS_URL are both set, and only one can say which tokens to believe. Unset the other.",
    ],
    [
      hasKeys && !has("CREDITS_TOKEN_AUDIENCE"),
      "CREDITS_TOKEN_AUDIENCE is missing: without it a token that was issued for another service would do. Set it to what your tokens say in `aud`.",
    ],
  ];
  return gaps.filter(([isGap]) => isGap).map(([, sentence]) => sentence);
}

/** Variables that somebody set in vain: a typing error must not go unnoticed. */
export function findWarnings(environment: Environment, isSandbox: boolean): string[] {
  const counted: readonly string[] = variables(isSandbox);
  return Object.keys(environment).flatMap((name) => {
    if (!environment[name] || counted.includes(name)) return [];
    if (isVariable(name)) return [`${name} is ignored, because of --sandbox.`];
    return name.startsWith("CREDITS_") ? [`${name} is unknown here and ignored; --help says which variables there are.`] : [];
  });
}
