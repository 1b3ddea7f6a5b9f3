import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./page.css";
import { SandboxPage } from "./SandboxPage.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");

createRoot(root).render(
  <StrictMode>
    <SandboxPage />
  </StrictMode>,
);
