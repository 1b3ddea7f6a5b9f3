import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../styles.css";
import { Dashboard } from "./Dashboard.tsx";
import "./demo.css";
import type { DemoSource } from "./source.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");

const response = await fetch("/demo/source");
const source: DemoSource = await response.json();

createRoot(root).render(
  <StrictMode>
    <Dashboard source={source} />
  </StrictMode>,
);
