import { createRoot } from "react-dom/client";
import { Credits } from "./Credits.jsx";

createRoot(document.getElementById("root")).render(<Credits customerId="cus_bench" />);
