import { useLingui } from "@lingui/react/macro";
import type { RecordColumn } from "../../parts/RecordList";
import { useNow } from "../../parts/useNow";
import { date, exactly, moment } from "../../words/format";
import type { Document, MasterRecord } from "./data";
import { aboutKinds, type Kind } from "./kinds";

interface Typed {
  type?: string;
  role?: string;
  code?: string;
  text?: string;
  jurisdiction?: string;
}

/** What people call a record. */
export function titleOf(kind: Kind, record: Document): string {
  if (kind === "article") return (record.descriptions as Typed[] | undefined)?.[0]?.text ?? "";
  const name = aboutKinds[kind].names.find((it) => record[it] !== undefined);
  return name ? String(record[name]) : "";
}

/** The number that matters most of a record: classification, EORI, amount. */
function numberOf(kind: Kind, record: Document): string {
  switch (kind) {
    case "article":
      return ((record.classifications as Typed[] | undefined) ?? [])
        .map((it) => (it.jurisdiction ? `${it.code} ${it.jurisdiction}` : it.code))
        .join(", ");
    case "businessPartner":
      return (record.identifiers as Typed[] | undefined)?.[0]?.code ?? "";
    case "guarantee":
      return record.amount === undefined ? "" : `${record.amount} ${record.currency ?? ""}`;
    case "location":
      return String(record.office ?? record.authorisationNumber ?? "");
    case "customsOffice":
      return ((record.roles as Typed[] | undefined) ?? []).map((it) => it.role).join(", ");
    case "valueSet":
      return String(((record.values as unknown[] | undefined) ?? []).length);
    default:
      return String(record.refNum ?? record.kind ?? "");
  }
}

/** The columns of the list of a kind. */
export function useRecordColumns(kind: Kind): RecordColumn<MasterRecord>[] {
  const { t } = useLingui();
  const now = useNow();
  const numberWords: Record<Kind, string> = {
    article: t`Classification`,
    businessPartner: t`Number`,
    authorisation: t`Reference number`,
    guarantee: t`Amount`,
    location: t`Customs office`,
    customsOffice: t`Roles`,
    exchangeRate: t`Kind`,
    valueSet: t`Values`,
  };
  return [
    {
      name: "code",
      words: t`Code`,
      width: "minmax(120px, 190px)",
      cell: (it) => <span className="med">{it.code}</span>,
    },
    {
      name: "name",
      words: t`Name`,
      width: "minmax(140px, 1fr)",
      cell: (it) => titleOf(kind, it.record),
    },
    {
      name: "number",
      words: numberWords[kind],
      width: "170px",
      cell: (it) => <span className="ref">{numberOf(kind, it.record)}</span>,
    },
    {
      name: "validity",
      words: t`Counts`,
      width: "150px",
      cell: (it) => <Validity record={it} />,
    },
    {
      name: "changed",
      words: t`Changed`,
      width: "84px",
      isNumber: true,
      cell: (it) => (
        <span className="q" title={exactly(it.updatedAt)}>
          {moment(it.updatedAt, now)}
        </span>
      ),
    },
  ];
}

/** From when to when a record counts. */
export function Validity({ record }: { record: MasterRecord }) {
  const { t } = useLingui();
  const { validFrom, validTo } = record;
  if (validFrom && validTo) return t`${date(validFrom)} to ${date(validTo)}`;
  if (validFrom) return t`from ${date(validFrom)}`;
  if (validTo) return t`until ${date(validTo)}`;
  return <span className="q">{t`always`}</span>;
}
