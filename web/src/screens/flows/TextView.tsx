import { basicSetup, EditorView } from "codemirror";
import { useEffect, useRef } from "react";
import { styleNonce } from "../../app/nonce";
import { useStable } from "../../parts/useStable";

const look = EditorView.theme({
  "&": { fontSize: "12px", height: "100%", backgroundColor: "var(--page)", color: "var(--ink)" },
  ".cm-content": { fontFamily: "var(--mono)", caretColor: "var(--ink)" },
  ".cm-gutters": {
    backgroundColor: "var(--sunken)",
    color: "var(--ink-3)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--hover)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
});

interface TextViewProps {
  text: string;
  /** What readers of screens call it. */
  label: string;
  canEdit: boolean;
  /** The line that is shown first, such as that of the chosen step. */
  line: number | undefined;
  onChange: (text: string) => void;
}

/** The exported file: what is typed here is in the graph, and what is done there stands here. */
export default function TextView({ text, label, canEdit, line, onChange }: TextViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const tell = useStable(onChange);
  const first = useRef(text);
  useEffect(() => {
    if (!place.current) return;
    const editor = new EditorView({
      parent: place.current,
      doc: first.current,
      extensions: [
        basicSetup,
        look,
        EditorView.editable.of(canEdit),
        EditorView.cspNonce.of(styleNonce()),
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          const isTyped = update.transactions.some((it) => it.isUserEvent("input.told"));
          if (update.docChanged && !isTyped) tell(update.state.doc.toString());
        }),
      ],
    });
    view.current = editor;
    return () => {
      first.current = editor.state.doc.toString();
      view.current = null;
      editor.destroy();
    };
  }, [canEdit, label, tell]);
  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const before = editor.state.doc.toString();
    if (before === text) return;
    // Only what differs is replaced, so that cursor and scroll stay where they are.
    let from = 0;
    while (from < text.length && text[from] === before[from]) from += 1;
    let end = 0;
    const most = Math.min(text.length, before.length) - from;
    while (end < most && text.at(-1 - end) === before.at(-1 - end)) end += 1;
    editor.dispatch({
      changes: { from, to: before.length - end, insert: text.slice(from, text.length - end) },
      userEvent: "input.told",
    });
  }, [text]);
  useEffect(() => {
    const editor = view.current;
    if (!editor || line === undefined || editor.hasFocus) return;
    const at = editor.state.doc.line(Math.min(line, editor.state.doc.lines)).from;
    editor.dispatch({ effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 24 }) });
  }, [line]);
  return <div className="text" ref={place} />;
}
