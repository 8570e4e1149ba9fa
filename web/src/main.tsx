import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { styleNonce } from "./app/nonce";
import { preferredLocale, showIn } from "./words/locale";
import "./theme/styles";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");
// Dialogs add a style element that stops the page from scrolling; its library asks here for the nonce.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
await showIn(preferredLocale());
createRoot(root).render(<App />);
