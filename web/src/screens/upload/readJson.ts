import { t } from "@lingui/core/macro";
import type { Document, Given, Source, Wrong } from "./given";
import { lineOfError } from "./lines";

/** The shipments of a JSON text: one document, a list of them, or one in each line (NDJSON). */
export function readJson(source: Source): Given[] {
  const { text } = source;
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read)
      ? read.map((one) => givenOf(source, 1, one))
      : [givenOf(source, 1, read)];
  } catch (wrong) {
    if (!areLines(text)) return [{ source, line: 1, wrong: [wrongOf(wrong, text, 1)] }];
  }
  return text.split("\n").flatMap((line, index) => {
    if (!line.trim()) return [];
    const number = index + 1;
    try {
      return [givenOf(source, number, JSON.parse(line))];
    } catch (wrong) {
      return [{ source, line: number, wrong: [wrongOf(wrong, line, number)] }];
    }
  });
}

/** Whether each line is a document of its own. */
function areLines(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.length > 1 && lines.every((line) => line.trim().startsWith("{"));
}

function givenOf(source: Source, line: number, read: unknown): Given {
  if (typeof read === "object" && read !== null && !Array.isArray(read)) {
    return { source, line, document: read as Document, wrong: [] };
  }
  const message = t`This is no shipment.`;
  const remedy = t`A shipment is an object in braces: { "externalReference": "…" }.`;
  return { source, line, wrong: [{ message, remedy, line, severity: "error" }] };
}

function wrongOf(cause: unknown, text: string, from: number): Wrong {
  const words = cause instanceof SyntaxError ? cause.message : "";
  const line = (lineOfError(words, text) ?? 1) + from - 1;
  const column = /column (\d+)/u.exec(words)?.[1];
  // Of a line among others the place within it says little about the whole.
  const reason = words.replace(/ (?:in JSON )?at (?:position|line) .*$/u, "");
  return {
    message: column
      ? t`This is not JSON from column ${column}: ${reason}.`
      : t`This is not JSON: ${reason}.`,
    remedy: t`Look for a missing comma, quotation mark or brace at this line or the one before it.`,
    line,
    severity: "error",
  };
}
