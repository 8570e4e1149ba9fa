import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Menu, Popover } from "@mantine/core";
import { useEffect, useState } from "react";
import { answered, api } from "../../api/client";
import { keepFile } from "../../api/download";
import type { Search } from "../../app/search";
import { Icon } from "../../parts/Icon";
import { number } from "../../words/format";
import { useTableFields } from "./fields";
import { ImportDialog } from "./ImportDialog";
import { withNewRow } from "./model/edits";
import type { Editor } from "./useEditor";
import type { Saving } from "./useSaveTable";
import type { ViewHands } from "./useView";

interface ToolsProps {
  editor: Editor;
  saving: Saving;
  view: ViewHands;
  address: Search;
  change: (to: Search) => void;
  /** How many rows are seen. */
  seen: number;
}

const formats = ["xlsx", "csv", "dmn"] as const;

/** What is done with the rows: found, filtered, added, imported, exported. */
export function Tools({ editor, saving, view, address, change, seen }: ToolsProps) {
  const { t } = useLingui();
  const { table, canEdit } = editor;
  const [file, setFile] = useState<File>();
  const [find, setFind] = useState(view.find);
  const { search } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed is searched for
  useEffect(() => {
    const timer = window.setTimeout(() => search(find), 150);
    return () => window.clearTimeout(timer);
  }, [find]);
  const total = table.rows.length;
  const isNarrowed = seen !== total;
  const version = saving.stands.state === "draft" ? "draft" : `${saving.stands.version}`;
  const load = async (format: string) => {
    const content = await answered(
      api.GET("/v1/decisiontables/{name}/versions/{file}", {
        params: { path: { name: table.name, file: `${version}.${format}` } },
        parseAs: "blob",
      }),
    );
    keepFile(`${table.name}.${format}`, content as unknown as Blob);
  };
  const kinds = {
    "": t`All rows`,
    changed: t`Changed rows`,
    faults: t`Rows with findings`,
    expired: t`Expired rows`,
  };
  return (
    <div className="tabletools" role="toolbar" aria-label={t`Rows`}>
      <label className="find">
        <Icon name="search" size={14} />
        <input
          id="find-rows"
          type="search"
          aria-label={t`Find in rows`}
          placeholder={t`Find in rows`}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
        <kbd>Ctrl</kbd>
        <kbd>Shift</kbd>
        <kbd>F</kbd>
      </label>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className="btn bare small">
            <Icon name="filter" />
            {view.only === "" ? <Trans>Filter</Trans> : kinds[view.only]}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {(["", "changed", "faults", "expired"] as const).map((it) => (
            <Menu.Item key={it} onClick={() => view.show(it)}>
              {kinds[it]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <PickColumn
        label={t`Sort view`}
        icon="sort"
        editor={editor}
        onPick={view.sortBy}
        chosen={view.sort}
      />
      <PickColumn
        label={t`Group`}
        icon="list"
        editor={editor}
        onPick={view.groupBy}
        chosen={view.group}
      />
      <ColumnsChoice editor={editor} view={view} />
      <span className="bound" />
      {canEdit && (
        <>
          <button
            type="button"
            className="btn bare small"
            onClick={() => editor.apply((it) => withNewRow(it, it.rows.length - 1), msg`Row added`)}
          >
            <Icon name="add" />
            <Trans>Row</Trans> <kbd>Ins</kbd>
          </button>
          <label className="btn bare small file">
            <Icon name="upload" />
            <Trans>Import rows</Trans>
            <input
              type="file"
              accept=".csv,.xlsx,.dmn,.xml"
              aria-label={t`Import rows`}
              onChange={(event) => {
                setFile(event.currentTarget.files?.[0]);
                event.currentTarget.value = "";
              }}
            />
          </label>
        </>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className="btn bare small">
            <Icon name="download" />
            <Trans>Export rows</Trans>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map((it) => (
            <Menu.Item key={it} onClick={() => void load(it)}>
              {{ xlsx: "Excel", csv: "CSV", dmn: "DMN" }[it]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <span className="right row g3 q s">
        {isNarrowed && (
          <button type="button" className="btn bare small" onClick={view.clear}>
            <Trans>Clear filters</Trans>
          </button>
        )}
        <span role="status">
          {isNarrowed
            ? t`${number(seen)} of ${number(total)} rows`
            : plural(total, { one: "# row", other: "# rows" })}
        </span>
        <label className="row g1">
          <span className="words">
            <Trans>valid on</Trans>
          </span>
          <input
            className="word"
            type="date"
            aria-label={t`Rows valid on`}
            value={address.on ?? new Date().toISOString().slice(0, 10)}
            onChange={(event) => change({ on: event.currentTarget.value })}
          />
        </label>
        <span className="seg">
          <button
            type="button"
            aria-pressed={address.as !== "text"}
            onClick={() => change({ as: "" })}
          >
            <Trans>Grid</Trans>
          </button>
          <button
            type="button"
            aria-pressed={address.as === "text"}
            onClick={() => change({ as: "text" })}
          >
            <Trans>Text</Trans>
          </button>
        </span>
      </span>
      {file && (
        <ImportDialog
          file={file}
          editor={editor}
          saving={saving}
          onClose={() => setFile(undefined)}
        />
      )}
    </div>
  );
}

interface PickColumnProps {
  label: string;
  icon: "sort" | "list";
  editor: Editor;
  chosen: string;
  onPick: (column: string) => void;
}

/** Chooses one of the columns, or none. */
function PickColumn({ label, icon, editor, chosen, onPick }: PickColumnProps) {
  const { t } = useLingui();
  const labelOf = useColumnLabel();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className="btn bare small">
          <Icon name={icon} />
          {label}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onPick("")}>{t`As the table has them`}</Menu.Item>
        {editor.columns
          .filter((it) => it.part !== "hits")
          .map((it) => (
            <Menu.Item
              key={it.id}
              fw={it.id === chosen ? 540 : undefined}
              onClick={() => onPick(it.id)}
            >
              {labelOf(it)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How any column is called. */
function useColumnLabel() {
  const { t } = useLingui();
  const fields = useTableFields();
  return (column: Editor["columns"][number]) =>
    ({
      name: t`Name`,
      from: t`From`,
      to: t`Until`,
      enabled: t`In use`,
      note: t`Note, legal basis`,
      hits: t`Fired`,
      condition: fields.labelOf(column),
      result: fields.labelOf(column),
    })[column.part];
}

/** Which columns are shown. */
function ColumnsChoice({ editor, view }: { editor: Editor; view: ViewHands }) {
  const { t } = useLingui();
  const labelOf = useColumnLabel();
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="btn bare small" aria-haspopup="dialog">
          <Icon name="columns" />
          <Trans>Columns</Trans>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Columns`}>
        <div className="choices">
          {editor.columns.map((it) => (
            <label key={it.id} className="row g2">
              <input
                type="checkbox"
                checked={!view.hidden.includes(it.id)}
                disabled={it.part === "name"}
                onChange={() => view.turn(it.id)}
              />
              {labelOf(it)}
            </label>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
