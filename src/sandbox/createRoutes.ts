import { finite, gtValue, number, object, pipe, safeParse } from "valibot";
import { ApiError } from "./apiError.ts";
import type { Ledger } from "./createLedger.ts";
import type { SandboxCredit, SandboxList, SandboxTransaction } from "./credit.ts";
import { matchPath } from "./matchPath.ts";

type Answer = { status: number; body: SandboxList | SandboxCredit | SandboxTransaction };

/** The calls that the sandbox knows, over its ledger. */
export function createRoutes(ledger: Ledger): (request: Request) => Promise<Answer> {
  return async (request) => {
    const url = new URL(request.url);
    const route = toRoute(url.pathname);
    if (!route) throw new ApiError(404, `Cannot ${request.method} ${url.pathname}`);
    const { customerId, productId, action } = route;

    const method = action ? "POST" : "GET";
    if (request.method !== method) throw new ApiError(405, `Cannot ${request.method} ${url.pathname}`);
    if (productId === undefined) return { status: 200, body: list(ledger, customerId, url.searchParams) };

    const credit = ledger.credit(customerId, productId);
    if (action === "usage") return { status: 201, body: ledger.move(credit, "usage", -(await count(request, "usage_retained"))) };
    if (action === "topup") return { status: 201, body: ledger.move(credit, "topup", await count(request, "credit_count")) };
    return { status: 200, body: credit };
  };
}

function list(ledger: Ledger, customerId: string, query: URLSearchParams): SandboxList {
  const take = wholeNumber(query, "take", 50, 100);
  const skip = wholeNumber(query, "skip", 0, Number.MAX_SAFE_INTEGER);
  const { credits, echoesTake } = ledger.customer(customerId);
  const data = credits.slice(skip, skip + take);
  return { meta: { total: credits.length, taken: echoesTake ? take : data.length, skipped: skip }, data };
}

function wholeNumber(query: URLSearchParams, name: string, absent: number, most: number): number {
  const text = query.get(name);
  if (text === null) return absent;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) throw new ApiError(400, `${name} must be a whole number from 0 to ${most}`);
  return value;
}

/** Reads one positive number from a JSON body. */
async function count(request: Request, field: string): Promise<number> {
  const schema = object({ [field]: pipe(number(), finite(), gtValue(0)) });
  const body = safeParse(schema, await request.json().catch(() => undefined));
  const value = body.success ? body.output[field] : undefined;
  if (value === undefined) throw new ApiError(400, `${field} must be a number greater than 0`);
  return value;
}

function toRoute(path: string) {
  try {
    return matchPath(path);
  } catch {
    throw new ApiError(400, "Malformed path");
  }
}
