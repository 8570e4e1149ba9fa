import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { preferredLocale, showIn } from "./words/locale";
import "./theme/styles";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");
await showIn(preferredLocale());
createRoot(root).render(<App />);
