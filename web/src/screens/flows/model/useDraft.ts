import { useEffect, useMemo, useRef, useState } from "react";
import { useSession } from "../../../api/session";
import { useTenant } from "../../../api/tenant";
import { forget, recall, remember } from "../../../api/typed";
import { canonical } from "./difference";
import { type Flow, readFlow, writeFlow } from "./flow";
import { begin, changed, type History, redone, undone } from "./history";
import { withoutSecrets } from "./values";

/** What is kept on the device of a draft that is not saved. */
interface Typed {
  text: string;
  /** The draft from which it was typed. */
  etag?: string;
}

/** A draft while somebody works on it: its text is what counts, the graph follows from it. */
export interface Draft {
  text: string;
  /** The flow that the text says; the last one that could be read where it is broken. */
  flow: Flow;
  /** Why the text cannot be read. */
  fault?: string;
  /** What was saved, or what the draft would begin from. */
  base: Flow;
  /** The draft that is to be replaced; absent where none was saved. */
  etag?: string;
  isChanged: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** Changes the flow; changes with the same mark, soon one after the other, are undone as one. */
  change(edit: (flow: Flow) => Flow, mark: string): void;
  write(text: string): void;
  undo(): void;
  redo(): void;
  /** Goes on from what the server has. */
  rebase(base: Flow, etag: string | undefined, flow?: Flow): void;
}

/** Under which name what is typed of a draft is kept. */
export function aboutOf(tenant: string, name: string): string {
  return `flow.${tenant}.${name}`;
}

/** Opens a draft; what was typed and not saved is there again. */
export function useDraft(name: string, stored: Flow, storedEtag: string | undefined): Draft {
  const person = useSession().userId;
  const about = aboutOf(useTenant().id, name);
  const [base, setBase] = useState({ flow: stored, etag: storedEtag });
  const [history, setHistory] = useState<History>(() => begin(firstText(person, about, stored)));
  const lastRead = useRef(stored);
  const read = useMemo(() => readFlow(history.now), [history.now]);
  if ("flow" in read) lastRead.current = read.flow;
  const flow = lastRead.current;
  const isBroken = "fault" in read;
  const isChanged = isBroken || canonical(flow) !== canonical(base.flow);
  useEffect(() => {
    const text = withoutSecrets(history.now);
    const typed: Typed = { text, ...(base.etag && { etag: base.etag }) };
    if (isChanged) remember(person, about, JSON.stringify(typed));
    else forget(person, about);
  }, [history.now, isChanged, person, about, base.etag]);
  return {
    text: history.now,
    flow,
    ...("fault" in read && { fault: read.fault }),
    base: base.flow,
    ...(base.etag && { etag: base.etag }),
    isChanged,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (edit, mark) => {
      const next = writeFlow(edit(flow));
      setHistory((all) => changed(all, next, mark, Date.now()));
    },
    write: (text) => setHistory((all) => changed(all, text, "text", Date.now())),
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    rebase: (saved, etag, now = saved) => {
      setBase({ flow: saved, etag });
      setHistory((all) => changed(all, writeFlow(now), "saved", Date.now()));
    },
  };
}

function firstText(person: string, about: string, stored: Flow): string {
  const found = recall(person, about);
  return found ? (JSON.parse(found) as Typed).text : writeFlow(stored);
}
