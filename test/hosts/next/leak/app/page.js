"use client";

import { createCreditsHandler } from "hyperline-credit-balances/proxy";

/** What must not build: a page with the proxy in it, and so with the key. */
export default function Page() {
  return createCreditsHandler.name;
}
