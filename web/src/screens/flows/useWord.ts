import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";

/** Says a name of the API in words of the interface; the name itself where there are none. */
export function useWord(): (words: Record<string, MessageDescriptor>, name: string) => string {
  const { i18n } = useLingui();
  return (words, name) => {
    const known = words[name];
    return known ? i18n._(known) : name;
  };
}

/** The text of the API in the language of the interface. */
export function useText(): (texts: { en: string; de?: string | null | undefined }) => string {
  const { i18n } = useLingui();
  return ({ en, de }) => (i18n.locale === "de" && de ? de : en);
}
