import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** The colours of flags, as the API names them. */
export const flagWords: Readonly<Record<string, MessageDescriptor>> = {
  red: msg`Red flag`,
  orange: msg`Orange flag`,
  yellow: msg`Yellow flag`,
  green: msg`Green flag`,
  blue: msg`Blue flag`,
  violet: msg`Violet flag`,
  grey: msg`Grey flag`,
};
