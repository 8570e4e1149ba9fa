import { Fragment, type ReactNode } from "react";
import "./markdown.css";

/** A block of a text: what stands between blank lines. */
type Block =
  | { kind: "title"; level: number; text: string }
  | { kind: "code"; text: string }
  | { kind: "list"; items: string[]; isOrdered: boolean }
  | { kind: "table"; rows: string[][] }
  | { kind: "text"; text: string };

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/gu, "")
    .split(/(?<!\\)\|/u)
    .map((it) => it.trim().replaceAll("\\|", "|"));
}

function blockOf(lines: readonly string[]): Block {
  const [first = ""] = lines;
  const title = /^(#{1,4}) (.*)$/u.exec(first);
  if (title) return { kind: "title", level: title[1]?.length ?? 1, text: title[2] ?? "" };
  if (lines.length > 1 && first.startsWith("|")) {
    const rows = lines.filter((it) => !/^\|[\s:|-]+\|$/u.test(it)).map(cellsOf);
    return { kind: "table", rows };
  }
  const mark = /^(?:[-*]|\d+\.) /u;
  if (mark.test(first)) {
    const items: string[] = [];
    for (const line of lines) {
      if (mark.test(line)) items.push(line.replace(mark, ""));
      else items.push(`${items.pop() ?? ""} ${line.trim()}`);
    }
    return { kind: "list", items, isOrdered: /^\d/u.test(first) };
  }
  return { kind: "text", text: lines.join(" ") };
}

/** Reads the part of Markdown that our documents use. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let code: string[] | undefined;
  const close = () => {
    if (lines.length > 0) blocks.push(blockOf(lines));
    lines = [];
  };
  for (const line of text.split("\n")) {
    if (line.startsWith("```")) {
      close();
      if (code) blocks.push({ kind: "code", text: code.join("\n") });
      code = code ? undefined : [];
    } else if (code) code.push(line);
    else if (line.trim() === "") close();
    else {
      lines.push(line);
      if (line.startsWith("#")) close();
    }
  }
  close();
  return blocks;
}

const marks = /(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\([^)]+\))/u;

/** Bold, code and links inside of a line. Of a link to a file only the words are shown. */
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

/** A text of our documents, with its titles, lists, tables and code. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      {blocksOf(text).map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks never change their order
        <BlockShown key={at} block={block} />
      ))}
    </div>
  );
}

function BlockShown({ block }: { block: Block }) {
  switch (block.kind) {
    case "title":
      return block.level < 3 ? <h2>{inline(block.text)}</h2> : <h3>{inline(block.text)}</h3>;
    case "code":
      return <pre>{block.text}</pre>;
    case "list": {
      const items = block.items.map((it) => <li key={it}>{inline(it)}</li>);
      return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "table": {
      const [head = [], ...rows] = block.rows;
      return (
        <table>
          <thead>
            <tr>
              {head.map((it) => (
                <th key={it}>{inline(it)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join()}>
                {row.map((it, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of heads
                  <td key={place}>{inline(it)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
    }
    case "text":
      return <p>{inline(block.text)}</p>;
  }
}
