import { createTheme, type MantineThemeOverride } from "@mantine/core";

const accent = "var(--accent)";

/** Mantine's parts in our measures and colours: all of them stand in `tokens.css`. */
export const theme: MantineThemeOverride = createTheme({
  fontFamily: "var(--sans)",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "var(--t-13)", sm: "var(--t-13)", md: "var(--t-13)" },
  lineHeights: { xs: "18px", sm: "18px", md: "18px" },
  radius: { xs: "var(--r1)", sm: "var(--r2)", md: "var(--r2)", lg: "var(--r3)" },
  defaultRadius: "sm",
  primaryColor: "accent",
  colors: {
    accent: [accent, accent, accent, accent, accent, accent, accent, accent, accent, accent],
  },
  respectReducedMotion: true,
  components: {
    TextInput: { defaultProps: { size: "xs" } },
    PasswordInput: { defaultProps: { size: "xs" } },
    Textarea: { defaultProps: { size: "xs" } },
    Modal: { defaultProps: { transitionProps: { duration: 90 }, radius: "lg" } },
    Menu: { defaultProps: { transitionProps: { duration: 90 }, shadow: "float" } },
    Popover: { defaultProps: { transitionProps: { duration: 90 }, shadow: "float" } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 90 } } },
  },
  shadows: { float: "var(--float)" },
});
