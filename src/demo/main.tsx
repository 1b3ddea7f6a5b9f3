import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../styles.css";
import { Dashboard } from "./Dashboard.tsx";
import "./demo.css";
import { sessionCookie, signedInCustomer } from "./session.ts";
import type { DemoSource } from "./source.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");

const response = await fetch("/demo/source");
const source: DemoSource = await response.json();

/** The server knows by the cookie whose credits they are. */
async function move(_customerId: string, product: string, count: number) {
  const action = count < 0 ? "usage" : "topup";
  await fetch(`/demo/${action}?${new URLSearchParams({ product, count: String(Math.abs(count)) })}`, { method: "POST" });
}

function signIn(customerId: string) {
  document.cookie = sessionCookie(customerId);
}

createRoot(root).render(
  <StrictMode>
    <Dashboard backend={{ source, move }} signedIn={signedInCustomer(document.cookie)} onSignIn={signIn} />
  </StrictMode>,
);
