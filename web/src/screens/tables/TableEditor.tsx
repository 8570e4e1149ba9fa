import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useSession } from "../../api/session";
import { useTenant } from "../../api/tenant";
import { usePageTitle } from "../../parts/usePageTitle";
import { Bar } from "./Bar";
import type { Version, VersionHead } from "./data";
import { FieldsProvider, useFieldsOfTable } from "./fields";
import { Grid } from "./grid/Grid";
import type { Heads } from "./model/columns";
import type { Finding } from "./model/findings";
import type { DecisionTable } from "./model/table";
import { type Asked, trialRows } from "./model/trial";
import { Dock } from "./panes/Dock";
import { hitsQuery } from "./panes/questions";
import { Side } from "./panes/Side";
import { Race } from "./Race";
import { Sentence } from "./Sentence";
import { TextTwin } from "./TextTwin";
import { Tools } from "./Tools";
import { useEditor } from "./useEditor";
import { useSaveTable } from "./useSaveTable";
import { useSeen } from "./useSeen";
import { useTableAddress } from "./useTableAddress";
import { useTableScreenKeys } from "./useTableScreenKeys";
import { useView } from "./useView";

interface TableEditorProps {
  name: string;
  version: Version;
  versions: readonly VersionHead[];
  /** The version in force. */
  base: DecisionTable | undefined;
  canEdit: boolean;
}

/** The editor of a decision table: grid, sentence, dock and side. */
export function TableEditor({ name, version, versions, base, canEdit }: TableEditorProps) {
  const { t } = useLingui();
  const tenant = useTenant();
  const session = useSession();
  const { address, change } = useTableAddress();
  const editor = useEditor({
    person: session.userId,
    tenant: tenant.id,
    version,
    base,
    canEdit,
  });
  const { table, columns, findings } = editor;
  const { inputs, outputs } = table;
  const saving = useSaveTable(editor, version);
  const view = useView(name, columns, address, change);
  const labels = useMemo(() => labelsOf({ inputs, outputs }), [inputs, outputs]);
  const fields = useFieldsOfTable(labels);
  const seen = useSeen(editor, view);
  const [asked, setAsked] = useState<Asked>();
  const trial = useMemo(() => trialRows(asked), [asked]);
  const inForce = versions.find((it) => it.state === "published");
  const { data: counted } = useQuery({
    ...hitsQuery(tenant.id, name, inForce?.version ?? 0),
    enabled: inForce !== undefined,
  });
  const hits = useMemo(() => new Map(counted?.rows.map((it) => [it.row, it.hits])), [counted]);
  const [goal, setGoal] = useState<{ row: string; column?: string | undefined } | undefined>(() =>
    address.row ? { row: address.row } : undefined,
  );
  const goTo = (row: string, column?: string) => {
    setGoal({ row, column });
    document.querySelector<HTMLElement>(".tg")?.focus({ preventScroll: true });
  };
  const [at, setAt] = useState(-1);
  const next = (step: number) => {
    const { list } = findings;
    if (list.length === 0) return;
    const to = (at + step + list.length) % list.length;
    setAt(to);
    show(list[to]);
  };
  const show = (finding: Finding | undefined) => {
    if (finding?.row) goTo(finding.row, finding.column);
  };
  useTableScreenKeys({ editor, saving, address, change, next });
  const errors = findings.errors > 0 ? t`Error:` : "";
  usePageTitle(`${errors} ${name} · ${t`Decision tables`}`.trim());
  const row = table.rows.find((it) => it.id === address.row);
  return (
    <FieldsProvider value={fields}>
      <Bar name={name} editor={editor} saving={saving} versions={versions} onNext={() => next(1)} />
      <Tools
        editor={editor}
        saving={saving}
        view={view}
        address={address}
        change={change}
        seen={seen.length}
      />
      <div className="tablework fill">
        <div className="col fill">
          {address.as === "text" ? (
            <TextTwin document={editor.document} />
          ) : (
            <Grid
              editor={editor}
              view={view}
              seen={seen}
              wanted={goal}
              trial={trial}
              hits={hits}
              day={address.on ?? new Date().toISOString().slice(0, 10)}
              withBefore={address.before === "1"}
              onRow={(id) => change({ row: id })}
            />
          )}
          <Sentence table={table} row={row} />
          <Dock
            editor={editor}
            saving={saving}
            versions={versions}
            inForce={inForce?.version}
            open={address.dock ?? ""}
            onOpen={(dock) => change({ dock })}
            address={address}
            change={change}
            goTo={goTo}
          />
        </div>
        <Side
          editor={editor}
          saving={saving}
          row={row}
          onAsked={setAsked}
          address={address}
          change={change}
          goTo={goTo}
          versions={versions}
        />
      </div>
      {saving.race && (
        <Race race={saving.race} mine={table} onPut={saving.putTogether} onGoOn={saving.goOn} />
      )}
    </FieldsProvider>
  );
}

/** What the table itself calls its columns. */
function labelsOf({ inputs, outputs }: Heads): ReadonlyMap<string, string> {
  const asked = inputs.map((it) => [`condition:${it.name}`, it.label ?? ""] as const);
  const filled = outputs.map((it) => [`result:${it.name}`, it.label ?? ""] as const);
  return new Map([...asked, ...filled].filter(([, label]) => label !== ""));
}
