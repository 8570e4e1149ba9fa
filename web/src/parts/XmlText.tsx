import { xml } from "@codemirror/lang-xml";
import { basicSetup, EditorView } from "codemirror";
import { useEffect, useRef } from "react";
import { styleNonce } from "../app/nonce";

const look = EditorView.theme({
  "&": { fontSize: "12px", height: "100%", backgroundColor: "var(--page)", color: "var(--ink)" },
  ".cm-content": { fontFamily: "var(--mono)" },
  ".cm-gutters": {
    backgroundColor: "var(--sunken)",
    color: "var(--ink-3)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--hover)" },
});

/** XML to be read: with folding and search, indented where it came in one line. */
export default function XmlText({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      doc: indented(text),
      extensions: [
        basicSetup,
        xml(),
        look,
        EditorView.lineWrapping,
        EditorView.editable.of(false),
        EditorView.cspNonce.of(styleNonce()),
        EditorView.contentAttributes.of({ tabindex: "0" }),
      ],
    });
    return () => view.destroy();
  }, [text]);
  return <div className="xmltext" ref={place} />;
}

/** One element a line; text that has lines already stays as it is. */
function indented(text: string): string {
  if (text.split("\n").length > 5) return text;
  let depth = 0;
  return text
    .replaceAll(/>\s*</g, ">\n<")
    .split("\n")
    .map((line) => {
      if (line.startsWith("</")) depth -= 1;
      const written = "  ".repeat(Math.max(depth, 0)) + line;
      const opens = /^<[^/?!]/.test(line) && !line.endsWith("/>") && !/<\/[^>]+>$/.test(line);
      if (opens) depth += 1;
      return written;
    })
    .join("\n");
}
