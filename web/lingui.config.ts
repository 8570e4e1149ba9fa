import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "de"],
  catalogs: [{ path: "<rootDir>/src/words/{locale}", include: ["src"] }],
  // Without lines, so that moving code changes no catalogue.
  format: formatter({ lineNumbers: false }),
});
