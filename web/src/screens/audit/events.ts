import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What each event of the audit is called. */
const words: Record<string, MessageDescriptor> = {
  "signed-in": msg`Signed in`,
  "signed-out": msg`Signed out`,
  "signed-out-everywhere": msg`Signed out everywhere`,
  "sign-in-refused": msg`Sign-in refused`,
  "password-changed": msg`Password changed`,
  "link-made": msg`Link made`,
  "link-used": msg`Link used`,
  "recovery-code-used": msg`Recovery code used`,
  "second-factor-on": msg`Second factor set up`,
  "second-factor-off": msg`Second factor taken away`,
  "member-added": msg`Member added`,
  "member-changed": msg`Member changed`,
  "member-removed": msg`Membership ended`,
  "account-made": msg`Account made`,
  "account-renamed": msg`Account renamed`,
  "account-enabled": msg`Account switched on`,
  "account-disabled": msg`Account switched off`,
  "account-deleted": msg`Account deleted`,
  "client-made": msg`Client made`,
  "client-changed": msg`Client changed`,
  "client-secret-changed": msg`Secret of a client changed`,
  "client-enabled": msg`Client switched on`,
  "client-disabled": msg`Client switched off`,
};

/** The words of an event; absent where it has none yet. */
export function eventWords(event: string): MessageDescriptor | undefined {
  return words[event];
}

/** Whether an event tells of something that was refused. */
export function isRefused(event: string): boolean {
  return event.endsWith("-refused");
}
