import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What the fields of a connection are called. */
export const fieldWords: Record<string, MessageDescriptor> = {
  endpoint: msg`Address for messages`,
  secret: msg`Our secret`,
  callbackSecret: msg`Secret of customs`,
  previousCallbackSecret: msg`Secret of customs before`,
  clientCertificate: msg`Certificate`,
  timeoutSeconds: msg`Seconds to wait for an answer`,
  pullSeconds: msg`Seconds between fetching`,
  pullEndpoint: msg`Address to fetch from`,
  retry: msg`Times of new attempts`,
  "deadlines.acknowledgement": msg`Until the receipt`,
  "deadlines.acceptance": msg`Until the acceptance`,
  "deadlines.presentation": msg`Until the presentation`,
  "deadlines.release": msg`Until the release`,
  "deadlines.answer": msg`Until another answer`,
  "deadlines.discharge": msg`Until the discharge`,
  "deadlines.exit": msg`Until the exit`,
};

/** What customs systems are called. */
export const systemWords: Record<string, MessageDescriptor> = {
  ncts: msg`Transit (NCTS)`,
  aes: msg`Export (AES)`,
  uk_cds: msg`United Kingdom (CDS)`,
  emcs: msg`Excise goods (EMCS)`,
  dk_dms: msg`Denmark (DMS)`,
};
