import { useEffect, useState } from "react";
import { type Check, checkDraft } from "./data";
import type { TableDocument } from "./model/table";

/** How long after the last change the server is asked. */
const pause = 400;

/** What the server says of a table while it is edited; an older answer is dropped. */
export function useCheck(
  name: string,
  document: TableDocument,
  isOn: boolean,
): { check: Check | undefined; isChecking: boolean } {
  const [found, setFound] = useState<{ check: Check; of: TableDocument }>();
  useEffect(() => {
    if (!isOn) return;
    let isOld = false;
    const timer = window.setTimeout(async () => {
      try {
        const check = await checkDraft(name, document);
        if (!isOld) setFound({ check, of: document });
      } catch {
        // Without an answer what was found stays; saving says what is wrong with the server.
      }
    }, pause);
    return () => {
      isOld = true;
      window.clearTimeout(timer);
    };
  }, [name, document, isOn]);
  return { check: found?.check, isChecking: isOn && found?.of !== document };
}
