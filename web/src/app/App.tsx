import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Keys } from "../keys/Keys";
import { theme } from "../theme/mantine";
import { useTheme } from "../theme/useTheme";
import { styleNonce } from "./nonce";
import { queries } from "./queries";
import { router } from "./router";

/** The application: words, theme, answers of the server, keys, addresses. */
export function App() {
  const [look] = useTheme();
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider theme={theme} forceColorScheme={look} getStyleNonce={styleNonce}>
        <QueryClientProvider client={queries}>
          <Keys>
            <RouterProvider router={router} />
          </Keys>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  );
}
