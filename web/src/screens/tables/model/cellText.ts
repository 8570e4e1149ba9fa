import { i18n } from "@lingui/core";
import { date } from "../../../words/format";
import type { Column } from "./columns";

const literal = /^"(?:[^"\\]|\\.)*"$/;
const literals = /^"[^"\\]*"(?:, "[^"\\]*")*$/;

/** Whether a cell of a condition matches everything. */
export function isAny(column: Column, text: string): boolean {
  return column.part === "condition" && (text === "" || text === "-");
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, "$1");
}

/** Whether results of the column are texts, so that what is typed is one unless `=` begins it. */
function isPlain(column: Column): boolean {
  return column.part === "result" && column.type === "text";
}

/** The decimal mark of a plain number by the language; whatever else is written stays as it is. */
function byLanguage(text: string): string {
  return i18n.locale === "de" && /^(?:[<>]=? ?)?-?\d+\.\d+$/.test(text)
    ? text.replace(".", ",")
    : text;
}

/** How a cell is shown: values without their quotes, days and numbers by the language. */
export function shownCell(column: Column, text: string): string {
  if (column.part === "from" || column.part === "to") return text === "" ? "" : date(text);
  if (column.part !== "condition" && column.part !== "result") return text;
  if (column.part === "result" && text === "-") return "";
  if (literals.test(text)) return text.replaceAll('", "', "; ").slice(1, -1);
  const day = /^(?:date\(|@)"(\d{4}-\d\d-\d\d)"\)?$/.exec(text)?.[1];
  if (day) return date(day);
  return column.type === "number" ? byLanguage(text) : text;
}

/** What stands in the field when a cell is edited: what an expert would write. */
export function editedCell(column: Column, text: string): string {
  if (isAny(column, text)) return "";
  if (isPlain(column)) {
    if (text === "" || text === "-") return "";
    return literal.test(text) ? unquoted(text) : `=${text}`;
  }
  if ((column.type === "code" || column.type === "tariffCode") && literals.test(text)) {
    return text.replaceAll('", "', ", ").slice(1, -1);
  }
  const day = /^(?:date\(|@)"(\d{4}-\d\d-\d\d)"\)?$/.exec(text)?.[1];
  if (column.type === "date" && day) return day;
  return column.type === "number" ? byLanguage(text) : text;
}

function isoDay(text: string): string {
  const found = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (!found) return text;
  const [, day = "", month = "", year = ""] = found;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** What is kept of what was typed or pasted; the server reads it and says what is wrong. */
export function keptCell(column: Column, typed: string): string {
  const text = typed.trim();
  if (column.part === "from" || column.part === "to") return isoDay(text);
  if (column.part === "enabled")
    return /^(?:false|0|no|nein|falsch)$/i.test(text) ? "false" : "true";
  if (column.part === "condition") {
    if (/^(?:|-|any|beliebig)$/i.test(text)) return "-";
    return column.type === "number" ? withPoint(text) : text;
  }
  if (column.part !== "result" || text === "") return text;
  if (isPlain(column)) {
    if (text.startsWith("=")) return text.slice(1).trim();
    if (literal.test(text)) return text;
    return `"${text.replaceAll(/[\\"]/g, "\\$&")}"`;
  }
  return column.type === "number" ? withPoint(text) : text;
}

/** A decimal comma of a German hand: only where nothing else can be meant. */
function withPoint(text: string): string {
  return i18n.locale === "de" && /^(?:[<>]=? ?)?-?\d+,\d+$/.test(text)
    ? text.replace(",", ".")
    : text;
}
