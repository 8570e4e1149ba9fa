import type { AuditEntry } from "./audit";

/** A cell of a CSV table; what a spreadsheet would take for a formula is made a text. */
function cell(value: string | null | undefined): string {
  const text = /^[=+\-@\t\r]/u.test(value ?? "") ? `'${value}` : (value ?? "");
  return /[",\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Entries as a CSV table that spreadsheets read. */
export function asTable(entries: readonly AuditEntry[]): string {
  const rows = entries.map((it) =>
    [it.recordedAt, it.event, it.actor, it.userId, it.detail, it.address, it.id].map(cell).join(),
  );
  return `${["recordedAt,event,actor,userId,detail,address,id", ...rows].join("\r\n")}\r\n`;
}
