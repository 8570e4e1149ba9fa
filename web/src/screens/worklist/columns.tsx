import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Due } from "../../parts/Due";
import { Person } from "../../parts/Person";
import { Status } from "../../parts/Status";
import { date, exactly, moment, number } from "../../words/format";
import { Flag } from "./Flag";
import { NextStep } from "./NextStep";
import type { Row } from "./rows";
import { ShipmentLink } from "./ShipmentLink";
import { typeWords } from "./types";

/** A column of the work list. */
export interface Column {
  id: string;
  words: MessageDescriptor;
  /** Its width as CSS grid has it; a second one where German needs more. */
  width: string;
  german?: string;
  isNumber?: true;
  /** Whether its head is said only to readers of screens. */
  isNarrow?: true;
  /** Whether the list makes no sense without it. */
  isMandatory?: true;
  /** In rows of two lines: where it stands, and whether below. */
  place?: string;
  isSecond?: boolean;
  /** What the list is ordered by through its head. */
  sort?: string;
  cell: (row: Row, now: Date, me: string) => ReactNode;
}

const plain = (text: string | null | undefined) => <span className="m">{text}</span>;
const code = (text: string | null | undefined) => <span className="ref">{text}</span>;
const time = (at: string, now: Date) => (
  <span className="q" title={exactly(at)}>
    {moment(at, now)}
  </span>
);

/** Every column there is, in the order in which they stand. */
export const columns: readonly Column[] = [
  {
    id: "currentStatus",
    words: msg`Status`,
    width: "176px",
    german: "216px",
    isMandatory: true,
    sort: "status",
    cell: (row) => <Status status={row.currentStatus} />,
  },
  {
    id: "customsShipmentReference",
    words: msg`Shipment`,
    width: "86px",
    cell: (row) => <ShipmentLink row={row} />,
  },
  {
    id: "declarationType",
    words: msg`Type`,
    width: "124px",
    cell: (row) => (
      <span className="m" title={`${row.system} ${row.declarationType}`}>
        {typeWords(row)} <span className="q">{row.jurisdiction}</span>
      </span>
    ),
  },
  {
    id: "mrn",
    words: msg`MRN, else LRN`,
    width: "178px",
    sort: "mrn",
    cell: (row) => {
      const given = row.mrn ?? row.arc;
      return given ? (
        <span className="ref">{given}</span>
      ) : (
        <span className="ref q">{row.lrn}</span>
      );
    },
  },
  {
    id: "party",
    words: msg`Party`,
    width: "152px",
    sort: "party",
    cell: (row) => plain(row.party),
  },
  { id: "company", words: msg`Company`, width: "80px", cell: (row) => plain(row.company) },
  { id: "plant", words: msg`Plant`, width: "64px", cell: (row) => plain(row.plant) },
  {
    id: "storageLocation",
    words: msg`Storage location`,
    width: "104px",
    cell: (row) => plain(row.storageLocation),
  },
  {
    id: "direction",
    words: msg`From and to`,
    width: "84px",
    cell: (row) => plain([row.shipFrom, row.shipTo].filter(Boolean).join(" → ")),
  },
  { id: "customsFlow", words: msg`Flow`, width: "120px", cell: (row) => plain(row.customsFlow) },
  {
    id: "customsFlowStep",
    words: msg`Step`,
    width: "88px",
    cell: (row) => plain(row.customsFlowStep),
  },
  { id: "system", words: msg`Customs system`, width: "96px", cell: (row) => plain(row.system) },
  { id: "ucr", words: msg`UCR`, width: "150px", cell: (row) => code(row.ucr) },
  {
    id: "next",
    words: msg`Next, and why`,
    width: "minmax(220px, 1fr)",
    isMandatory: true,
    sort: "next",
    cell: (row) => <NextStep row={row} />,
  },
  {
    id: "errors",
    words: msg`Errors`,
    width: "56px",
    isNumber: true,
    cell: (row) => row.errorCount > 0 && <span className="m">{number(row.errorCount)}</span>,
  },
  {
    id: "dueAt",
    words: msg`Due`,
    width: "86px",
    isNumber: true,
    sort: "due",
    cell: (row, now) => <Due at={row.next.dueAt} now={now} />,
  },
  {
    id: "acceptanceDate",
    words: msg`Acceptance`,
    width: "92px",
    isNumber: true,
    cell: (row) => row.acceptanceDate && <span className="q">{date(row.acceptanceDate)}</span>,
  },
  {
    id: "creationDate",
    words: msg`Created`,
    width: "86px",
    isNumber: true,
    sort: "-created",
    cell: (row, now) => time(row.creationDate, now),
  },
  {
    id: "lastUpdated",
    words: msg`Changed`,
    width: "86px",
    isNumber: true,
    sort: "-changed",
    cell: (row, now) => time(row.lastUpdated, now),
  },
  {
    id: "flag",
    words: msg`Flag`,
    width: "28px",
    isNarrow: true,
    cell: (row) => <Flag row={row} />,
  },
  {
    id: "assignee",
    words: msg`Assigned`,
    width: "36px",
    isNarrow: true,
    cell: (row, _now, me) =>
      row.assignee && <Person name={row.assignee} isMe={row.assignee === me} />,
  },
];

/** The columns that are shown unless a person chose others. */
export const usual: readonly string[] = [
  "currentStatus",
  "customsShipmentReference",
  "declarationType",
  "mrn",
  "party",
  "next",
  "dueAt",
  "lastUpdated",
  "flag",
  "assignee",
];

/** The columns of these names, with those that the list cannot be without. */
export function chosen(ids: readonly string[]): readonly Column[] {
  return columns.filter((column) => column.isMandatory || ids.includes(column.id));
}

/** How wide the status is where some of the emergency procedure are shown, which say so. */
const emergencyWidth = "260px";

/** What a row of two lines has: the first two above, the others below. */
const twoLined: readonly { id: string; place: string; isSecond: boolean }[] = [
  { id: "currentStatus", place: "2 / span 2", isSecond: false },
  { id: "dueAt", place: "4", isSecond: false },
  { id: "customsShipmentReference", place: "2", isSecond: true },
  { id: "next", place: "3 / span 2", isSecond: true },
];

/** The columns of a row of two lines, and where each stands. */
export const inTwoLines: readonly Column[] = twoLined.flatMap(({ id, place, isSecond }) => {
  const column = columns.find((it) => it.id === id);
  return column ? [{ ...column, place, isSecond }] : [];
});

/** Their places as CSS grid has them. */
export const twoLineTemplate = "30px auto minmax(0, 1fr) auto";

/** The box of a row and its columns, as CSS grid has them. A status is never cut. */
export function template(
  shown: readonly Column[],
  isGerman: boolean,
  hasEmergency: boolean,
): string {
  const widths = shown.map((it) => {
    if (hasEmergency && it.id === "currentStatus") return emergencyWidth;
    return (isGerman && it.german) || it.width;
  });
  return ["30px", ...widths].join(" ");
}
