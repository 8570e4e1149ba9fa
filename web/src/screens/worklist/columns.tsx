import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Due } from "../../parts/Due";
import { Person } from "../../parts/Person";
import { Status } from "../../parts/Status";
import { exactly, moment } from "../../words/format";
import { nextWords } from "./next";
import type { Row } from "./rows";

/** A column of the work list. */
export interface Column {
  id: string;
  words: MessageDescriptor;
  /** Its width as CSS grid has it. */
  width: string;
  isNumber?: true;
  cell: (row: Row, now: Date) => ReactNode;
}

function Next({ row }: { row: Row }) {
  const { i18n } = useLingui();
  const why = row.firstFinding?.message;
  return (
    <>
      {i18n._(nextWords(row.next.code, row.next.errors ?? 0))}
      {why && <span className="q"> · {why}</span>}
    </>
  );
}

/** The columns that are shown unless a person chose others. */
export const columns: readonly Column[] = [
  {
    id: "currentStatus",
    words: msg`Status`,
    width: "176px",
    cell: (row) => <Status status={row.currentStatus} />,
  },
  {
    id: "customsShipmentReference",
    words: msg`Shipment`,
    width: "104px",
    cell: (row) => <span className="med">{row.customsShipmentReference}</span>,
  },
  {
    id: "declarationType",
    words: msg`Type`,
    width: "124px",
    cell: (row) => (
      <span className="m">
        {row.declarationType} <span className="q">{row.jurisdiction}</span>
      </span>
    ),
  },
  {
    id: "mrn",
    words: msg`MRN, else LRN`,
    width: "190px",
    cell: (row) =>
      row.mrn ? (
        <span className="ref">{row.mrn}</span>
      ) : (
        <span className="ref q">{row.arc ?? row.lrn}</span>
      ),
  },
  {
    id: "party",
    words: msg`Party`,
    width: "152px",
    cell: (row) => <span className="m">{row.party}</span>,
  },
  {
    id: "next",
    words: msg`Next, and why`,
    width: "minmax(200px, 1fr)",
    cell: (row) => <Next row={row} />,
  },
  {
    id: "due",
    words: msg`Due`,
    width: "68px",
    isNumber: true,
    cell: (row, now) => <Due at={row.next.dueAt} now={now} />,
  },
  {
    id: "lastUpdated",
    words: msg`Changed`,
    width: "72px",
    isNumber: true,
    cell: (row, now) => (
      <span className="q" title={exactly(row.lastUpdated)}>
        {moment(row.lastUpdated, now)}
      </span>
    ),
  },
  {
    id: "assignee",
    words: msg`Assigned`,
    width: "60px",
    cell: (row) => row.assignee && <Person name={row.assignee} />,
  },
];

/** The columns as CSS grid has them. */
export function template(shown: readonly Column[]): string {
  return shown.map((column) => column.width).join(" ");
}
