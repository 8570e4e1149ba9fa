import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What the kinds of entries are called. */
export const kindWords: Readonly<Record<string, MessageDescriptor>> = {
  "sign-in": msg`Sign-ins`,
  access: msg`Access`,
  configuration: msg`Configuration`,
  "master-data": msg`Master data`,
  declarations: msg`Declarations`,
  operations: msg`Operations`,
  reading: msg`Reading and exports`,
  refusals: msg`Refused requests`,
  trail: msg`The trail itself`,
};

/** What each event of the audit is called. */
const words: Readonly<Record<string, MessageDescriptor>> = {
  "signed-in": msg`Signed in`,
  "sign-in-refused": msg`Sign-in refused`,
  "signed-out": msg`Signed out`,
  "signed-out-everywhere": msg`Signed out everywhere`,
  "recovery-code-used": msg`Recovery code used`,
  "token-refused": msg`Token refused`,
  "account-made": msg`Account made`,
  "account-renamed": msg`Account renamed`,
  "account-disabled": msg`Account switched off`,
  "account-enabled": msg`Account switched on`,
  "member-added": msg`Member added`,
  "roles-changed": msg`Membership changed`,
  "member-removed": msg`Membership ended`,
  "link-made": msg`Link made`,
  "link-used": msg`Link used`,
  "password-changed": msg`Password changed`,
  "second-factor-on": msg`Second factor set up`,
  "second-factor-off": msg`Second factor taken away`,
  "client-made": msg`Client made`,
  "client-changed": msg`Client changed`,
  "client-secret-changed": msg`Secret of a client changed`,
  "client-enabled": msg`Client switched on`,
  "client-disabled": msg`Client switched off`,
  "draft-saved": msg`Draft saved`,
  "draft-deleted": msg`Draft deleted`,
  "version-published": msg`Version published`,
  "version-retired": msg`Version retired`,
  "connection-changed": msg`Connection changed`,
  "connection-deleted": msg`Connection deleted`,
  "subscription-made": msg`Subscription made`,
  "subscription-changed": msg`Subscription changed`,
  "subscription-ended": msg`Subscription ended`,
  "code-list-loaded": msg`List of codes loaded`,
  "record-saved": msg`Record saved`,
  "records-saved": msg`Records saved`,
  "record-deleted": msg`Record deleted`,
  "action-requested": msg`Action asked for`,
  "action-failed": msg`Action failed`,
  edited: msg`Edited`,
  "alert-resolved": msg`Alert solved`,
  "message-assigned": msg`Message assigned`,
  "access-codes-read": msg`Access codes read`,
  exported: msg`Taken away as a file`,
  "request-refused": msg`Request refused`,
  "chain-begun": msg`Chain begun`,
};

/** The words of an event; absent where it has none yet. */
export function eventWords(event: string): MessageDescriptor | undefined {
  return words[event];
}
