import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** Why a declaration refuses an act, in words; what the server said where the code is not known. */
export function reasonOf(
  code: string | null | undefined,
  detail: string | null | undefined,
): string {
  const known = code ? words[code] : undefined;
  return known ? i18n._(known) : (detail ?? code ?? "");
}

const words: Readonly<Record<string, ReturnType<typeof msg>>> = {
  "not-allowed-in-status": msg`Not in this status.`,
  "not-found": msg`There is no such declaration for you.`,
  "missing-scope": msg`You may not do this.`,
};
