/**
 * On which line of a JSON text each place stands, by its path: `a.b[0].c`. The text must have been
 * read as JSON before.
 */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;
  const skip = () => {
    while (at < text.length && /[\s,:]/.test(text[at] ?? "")) {
      if (text[at] === "\n") line += 1;
      at += 1;
    }
  };
  const textAt = (): string => {
    const from = at;
    at += 1;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at += 1;
    return text.slice(from, at);
  };
  const walk = (path: string) => {
    skip();
    lines.set(path, line);
    const opens = text[at];
    if (opens === "{" || opens === "[") {
      at += 1;
      for (let index = 0; ; index += 1) {
        skip();
        if (at >= text.length || text[at] === "}" || text[at] === "]") break;
        if (opens === "[") walk(`${path}[${index}]`);
        else {
          const name = JSON.parse(textAt()) as string;
          walk(path ? `${path}.${name}` : name);
        }
      }
      at += 1;
    } else if (opens === '"') textAt();
    else while (at < text.length && !/[\s,\]}]/.test(text[at] ?? "")) at += 1;
  };
  walk("");
  return lines;
}

/** The line of a place, or of the nearest around it. */
export function lineAt(lines: ReadonlyMap<string, number>, path: string): number | undefined {
  for (let rest = path; ; rest = rest.replace(/(\.|\[)[^.[]*$/u, "")) {
    const found = lines.get(rest);
    if (found !== undefined || !/[.[]/u.test(rest)) return found;
  }
}

/** The line that stands in what a reader of the browser says is wrong. */
export function lineOfError(words: string, text: string): number | undefined {
  const line = /line (\d+)/u.exec(words)?.[1];
  if (line) return Number(line);
  const position = /position (\d+)/u.exec(words)?.[1];
  if (position) return text.slice(0, Number(position)).split("\n").length;
  // Chrome names no place where the text ends too early.
  return /end of JSON/u.test(words) ? text.trimEnd().split("\n").length : undefined;
}
