import { i18n } from "@lingui/core";

/** The languages of the interface. */
export const locales = { en: "English", de: "Deutsch" } as const;
export type Locale = keyof typeof locales;

const stored = "cas.language";

/** The language that the person chose on this device, else the browser's, else English. */
export function preferredLocale(): Locale {
  const wanted = [localStorage.getItem(stored), ...navigator.languages];
  for (const language of wanted) {
    const known = language?.slice(0, 2);
    if (known === "en" || known === "de") return known;
  }
  return "en";
}

/** Shows the interface in a language; its texts are loaded when they are needed. */
export async function showIn(locale: Locale): Promise<void> {
  const { messages } = locale === "de" ? await import("./de.po") : await import("./en.po");
  i18n.load(locale, messages);
  i18n.activate(locale);
  document.documentElement.lang = locale;
}

/** The same, and remembers it on this device. */
export async function choose(locale: Locale): Promise<void> {
  localStorage.setItem(stored, locale);
  await showIn(locale);
}
