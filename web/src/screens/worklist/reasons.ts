import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { verbs } from "./actWords";

/** Why a declaration refuses an act, in words; what the server said where the code is not known. */
export function reasonOf(
  code: string | null | undefined,
  detail: string | null | undefined,
): string {
  const instead = code === "not-allowed-in-status" ? allowedIn(detail ?? "") : "";
  if (instead) return i18n._(msg`Not in this status. What is allowed: ${instead}.`);
  const known = code ? words[code] : undefined;
  return known ? i18n._(known) : (detail ?? code ?? "");
}

const words: Readonly<Record<string, MessageDescriptor>> = {
  "not-allowed-in-status": msg`Not in this status.`,
  "not-found": msg`There is no such declaration for you.`,
  "missing-scope": msg`You may not do this.`,
};

/** The acts that the server names as allowed instead, in words. */
function allowedIn(detail: string): string {
  const names = /allowed are: (.+)$/u.exec(detail)?.[1]?.split(", ") ?? [];
  const known: Readonly<Record<string, MessageDescriptor>> = { ...verbs, ...otherActs };
  return names.map((name) => (known[name] ? i18n._(known[name]) : name)).join(", ");
}

/** Acts on one declaration, which are not done with many. */
const otherActs: Readonly<Record<string, MessageDescriptor>> = {
  amend: msg`Amend`,
  "cancel-amendment": msg`Give the amendment up`,
  "goods-arrived": msg`Present the goods`,
};
