import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server that `npm run dev` passes requests of the API on to. */
const server = process.env.CAS_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [
    react({ babel: { plugins: ["@lingui/babel-plugin-lingui-macro"] } }),
    lingui(),
  ],
  build: {
    target: "es2023",
    sourcemap: false,
    // Fonts and icons stay files: they are cached apart from what changes with each release.
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    // The page is answered with a Content-Security-Policy that allows no inline script.
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { hashCharacters: "hex" } },
  },
  server: {
    // Help is made of the documents beside the application.
    fs: { allow: [".."] },
    proxy: Object.fromEntries(
      ["/v1", "/oauth2", "/health", "/errors", "/openapi.json"].map((path) => [path, server]),
    ),
  },
});
