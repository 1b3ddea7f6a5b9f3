import { createRoot } from "react-dom/client";
import { Usage } from "../../readme/Usage.tsx";

const root = document.querySelector("#root") ?? document.body;
createRoot(root).render(<Usage customerId="cus_acme" />);
