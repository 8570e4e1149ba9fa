import { useQuery } from "@tanstack/react-query";
import { useTenant } from "../../api/tenant";
import type { MasterRecord } from "./data";
import type { Kind } from "./kinds";
import { RecordForm } from "./RecordForm";
import { fieldsQuery } from "./schema";
import { Usage } from "./Usage";
import { Versions } from "./Versions";

interface RecordPaneProps {
  kind: Kind;
  /** Absent where a new one is made. */
  record: MasterRecord | undefined;
  onClose: () => void;
  onMade: (code: string) => void;
}

/** One record: its form, where it is used, and its versions. */
export function RecordPane({ kind, record, onClose, onMade }: RecordPaneProps) {
  const { id: tenant } = useTenant();
  const { data: fields } = useQuery(fieldsQuery(kind));
  if (!fields) return <section className="record" aria-busy="true" />;
  return (
    <RecordForm
      key={record?.version ?? 0}
      kind={kind}
      fields={fields}
      record={record}
      onClose={onClose}
      onMade={onMade}
    >
      {record && (
        <>
          <Usage kind={kind} record={record} />
          <Versions tenant={tenant} kind={kind} code={record.code} fields={fields} />
        </>
      )}
    </RecordForm>
  );
}
