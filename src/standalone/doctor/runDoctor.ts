import { parseArgs } from "node:util";
import { demand, isProtected } from "../../domain/demand.ts";
import { isCustomerId } from "../../domain/customerId.ts";
import { valuesOf } from "../variables.ts";
import type { Environment } from "../variables.ts";
import { checkHyperline } from "./checkHyperline.ts";
import { checkKey } from "./checkKey.ts";
import { checkOrigin } from "./checkOrigin.ts";
import { checkProxy } from "./checkProxy.ts";
import type { Finding } from "./finding.ts";
import { wrong } from "./finding.ts";

const options = {
  url: { type: "string" },
  customer: { type: "string" },
  origin: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** What `doctor --help` prints. */
export const doctorHelp = `hyperline-credit-balances doctor: says in a line each what is right, and what is wrong and how to mend it.

  npx hyperline-credit-balances doctor                     the key, Hyperline, a read, the clock
  npx hyperline-credit-balances doctor --url <address>     also a proxy where it is mounted, like https://app.example.com/api/hyperline

Flags
  --url <address>    what the widget gets as endpoint, as a full address
  --customer <id>    reads this customer; without it, nobody is read
  --origin <origin>  a page on another origin, like https://www.example.com, for which CORS is tried at --url

Environment
  HYPERLINE_API_KEY, HYPERLINE_BASE_URL   as for the server; with --url they may be left out
  CREDITS_DOCTOR_COOKIE                   the Cookie header of a signed-in visitor, for --url
  CREDITS_DOCTOR_AUTHORIZATION            or the Authorization header, like "Bearer …"

It prints no key, no cookie and no balance, and ends with 0 when nothing is wrong, 1 when something is, 2 when a flag is.
`;

/** Looks at everything, writes a line for each finding, and gives the exit code. */
export async function runDoctor(
  args: readonly string[],
  environment: Environment,
  write: (text: string) => void,
): Promise<number> {
  const flags = toFlags(args);
  if (typeof flags === "string") {
    write(`${flags} doctor --help says what there is.\n`);
    return 2;
  }
  if (flags.help) {
    write(doctorHelp);
    return 0;
  }
  const findings: Finding[] = [];
  for await (const found of examine(flags, environment)) {
    findings.push(found);
    write(`${found.level.padEnd(5)}  ${found.about}: ${found.words}\n`);
  }
  return findings.some(({ level }) => level === "wrong") ? 1 : 0;
}

type Flags = { url?: string | undefined; customer?: string | undefined; origin?: string | undefined };

async function* examine({ url, customer, origin }: Flags, environment: Environment): AsyncGenerator<Finding> {
  const [apiKey] = valuesOf(environment, "HYPERLINE_API_KEY");
  const [baseUrl] = valuesOf(environment, "HYPERLINE_BASE_URL");
  // A proxy can be looked at from where its key is not.
  if (apiKey !== undefined || url === undefined) {
    const found = checkKey(environment);
    yield* found;
    if (apiKey !== undefined && found.every(({ level }) => level !== "wrong"))
      yield* await checkHyperline(apiKey, baseUrl, customer);
  }
  if (url === undefined) return;
  const isSafe = isProtected(new URL(url));
  if (!isSafe)
    yield wrong("mount", "the address is http: balances would travel unprotected, and no session is sent there. Use https.");
  yield* await checkProxy(url, { customerId: customer, headers: isSafe ? headersOf(environment) : {} });
  if (origin !== undefined) yield* await checkOrigin(url, origin);
}

function headersOf({ CREDITS_DOCTOR_COOKIE: cookie, CREDITS_DOCTOR_AUTHORIZATION: authorization }: Environment) {
  return { ...(cookie && { Cookie: cookie }), ...(authorization && { Authorization: authorization }) };
}

/** @returns a sentence that repeats no value, where a flag is wrong */
function toFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options });
    const { url, customer, origin } = values;
    demand(
      url === undefined || isAddress(url),
      "--url is no address like https://app.example.com/api/hyperline, without a query.",
    );
    demand(customer === undefined || isCustomerId(customer), "--customer is no customer's id, like cus_….");
    const isOrigin = origin === undefined || (URL.canParse(origin) && new URL(origin).origin === origin);
    demand(isOrigin, "--origin is no origin like https://www.example.com, without a path.");
    demand(origin === undefined || url !== undefined, "--origin needs --url.");
    return { ...values, url: url?.replace(/\/+$/, "") };
  } catch (error) {
    return error instanceof TypeError && !("code" in error)
      ? error.message
      : "There is a flag or an argument that doctor does not know.";
  }
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password && !search && !hash;
}
