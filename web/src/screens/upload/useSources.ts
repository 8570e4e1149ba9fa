import { useEffect, useState } from "react";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { recall, remember } from "../../api/typed";
import type { Document, Source } from "./given";

/** Longer texts are files that can be opened again: the device keeps none of them. */
const mostKept = 500_000;

/** What is pasted and dropped. What is pasted is kept on the device until it is taken. */
export function useSources(copied: Document | undefined) {
  const person = useSession().userId;
  const about = `${useTenant().id}.new-shipment`;
  const [typed, setTyped] = useState(() => recall(person, about) ?? "");
  const [files, setFiles] = useState<readonly Source[]>([]);
  useEffect(() => {
    if (copied) setTyped(textOf(copied));
  }, [copied]);
  const type = (text: string) => {
    setTyped(text);
    if (text.length <= mostKept) remember(person, about, text);
  };
  const add = async (given: Iterable<File>) => {
    const read = await Promise.all(
      [...given].map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    const [one] = read;
    // A single file can be looked at and changed where one types.
    if (read.length === 1 && one && !typed.trim() && files.length === 0) type(one.text);
    else setFiles((before) => [...before, ...read]);
  };
  return {
    typed,
    type,
    files,
    add,
    remove: (name: string) => setFiles((before) => before.filter((it) => it.name !== name)),
    clear: () => {
      type("");
      setFiles([]);
    },
    all: [...(typed.trim() ? [{ name: "", text: typed }] : []), ...files],
  };
}

export type Sources = ReturnType<typeof useSources>;

/** A shipment as the text of a new one: what identifies elements is of the one that was copied. */
function textOf(document: Document): string {
  const withoutIdentity = (name: string, value: unknown) =>
    name === "casReference" ? undefined : value;
  return JSON.stringify({ ...document, externalReference: "" }, withoutIdentity, 2);
}

/** A shipment that was read of a message, as text to go on with. */
export function jsonOf(document: Document): string {
  return JSON.stringify(document, null, 2);
}
