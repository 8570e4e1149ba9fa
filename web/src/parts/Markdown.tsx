import { Fragment, type ReactNode } from "react";

/** A page of the server's help, which is written in a small part of Markdown. */
export function Markdown({ text }: { text: string }) {
  return <div className="page">{blocksOf(text).map(draw)}</div>;
}

interface Block {
  kind: "head" | "list" | "code" | "table" | "prose";
  lines: string[];
}

/** Paragraphs, lists, tables and code, by the lines they are made of. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isCode = false;
  let isOpen = false;
  for (const line of text.split("\n")) {
    const last = blocks.at(-1);
    if (line.startsWith("```")) {
      isCode = !isCode;
      if (isCode) blocks.push({ kind: "code", lines: [] });
      isOpen = false;
    } else if (isCode) last?.lines.push(line);
    else if (line.trim() === "") isOpen = false;
    else if (isOpen && last && (last.kind === "prose" || kindOf(line) === last.kind)) {
      last.lines.push(line);
    } else {
      blocks.push({ kind: kindOf(line), lines: [line] });
      isOpen = kindOf(line) !== "head";
    }
  }
  return blocks;
}

function kindOf(line: string): Block["kind"] {
  if (line.startsWith("#")) return "head";
  if (/^\s*(?:[-*]|\d+\.) /u.test(line)) return "list";
  return line.startsWith("|") ? "table" : "prose";
}

function draw({ kind, lines }: Block, at: number): ReactNode {
  const [first = ""] = lines;
  switch (kind) {
    case "head":
      return <h3 key={at}>{inline(first.replace(/^#+ /u, ""))}</h3>;
    case "code":
      return <pre key={at}>{lines.join("\n")}</pre>;
    case "list":
      return (
        <ul key={at}>
          {lines.map((line) => (
            <li key={line}>{inline(line.replace(/^\s*(?:[-*]|\d+\.) /u, ""))}</li>
          ))}
        </ul>
      );
    case "table":
      return (
        <table key={at}>
          <tbody>
            {lines
              .filter((line) => !/^[|\s:-]+$/u.test(line))
              .map((line) => (
                <tr key={line}>
                  {line
                    .split("|")
                    .slice(1, -1)
                    .map((cell) => (
                      <td key={cell}>{inline(cell.trim())}</td>
                    ))}
                </tr>
              ))}
          </tbody>
        </table>
      );
    default:
      return <p key={at}>{inline(lines.join(" "))}</p>;
  }
}

const marks = /(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\([^)]+\))/u;

/** Bold, code and the words of links: pages that are linked stand elsewhere. */
function inline(text: string): ReactNode {
  return text.split(marks).map((part, at) => {
    const key = `${at}`;
    if (part.startsWith("**")) return <b key={key}>{part.slice(2, -2)}</b>;
    if (part.startsWith("`")) return <code key={key}>{part.slice(1, -1)}</code>;
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/u.exec(part);
    if (!link) return <Fragment key={key}>{part}</Fragment>;
    const [, words = "", to = ""] = link;
    const code = /^(?:\/errors\/|\.\/)?([\w-]+?)(?:\.md)?$/u.exec(to)?.[1];
    return code ? (
      <a key={key} href={`/errors/${code}`} target="_blank" rel="noreferrer">
        {words}
      </a>
    ) : (
      <Fragment key={key}>{words}</Fragment>
    );
  });
}
