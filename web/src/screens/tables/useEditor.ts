import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Range } from "../../parts/cells";
import { useStable } from "../../parts/useStable";
import type { Fault, Version } from "./data";
import { keptCell } from "./model/cellText";
import { type Changes, changesSince } from "./model/changes";
import { type Column, columnsOf } from "./model/columns";
import { withCells, withPasted } from "./model/edits";
import { type Findings, findingsOf } from "./model/findings";
import { begun, done, type History, redone, undone } from "./model/history";
import {
  type DecisionTable,
  type TableDocument,
  type TableTest,
  tableDocument,
} from "./model/table";
import { keepEdits, keptEdits } from "./model/typed";
import { useCheck } from "./useCheck";

/** A table that is being edited. */
export interface Editor {
  table: DecisionTable;
  /** All that would be saved. */
  document: TableDocument;
  /** All columns, hidden ones too. */
  columns: readonly Column[];
  tests: readonly TableTest[];
  canEdit: boolean;
  isDirty: boolean;
  findings: Findings;
  isChecking: boolean;
  /** Takes what a save was refused for. */
  tell: (faults: readonly Fault[]) => void;
  /** What the draft changed since the version in force. */
  changes: Changes;
  history: History;
  apply: (change: (table: DecisionTable) => DecisionTable, words: MessageDescriptor) => void;
  type: (row: number | undefined, column: Column | undefined, text: string) => void;
  paste: (
    rows: readonly (readonly string[])[],
    seen: readonly number[],
    columns: readonly Column[],
    range: Range,
  ) => void;
  setTests: (tests: readonly TableTest[]) => void;
  undo: () => void;
  redo: () => void;
  /** Goes on from what the server has saved. */
  saved: (version: Version, sent: DecisionTable) => void;
}

interface EditorOf {
  person: string;
  tenant: string;
  version: Version;
  /** The version in force, which the draft is compared with. */
  base: DecisionTable | undefined;
  canEdit: boolean;
}

/** How long after the last change it is kept on the device. */
const keepAfter = 1000;

/** The state of an editor: the table, its way back and forth, and what the server says of it. */
export function useEditor({ person, tenant, version, base, canEdit }: EditorOf): Editor {
  const opened = useMemo(() => tableDocument(version.document), [version]);
  const [history, setHistory] = useState<History>(() => {
    const kept = canEdit ? keptEdits(person, tenant, opened.table, version.etag) : undefined;
    const fresh = begun(opened.table);
    return kept ? done(fresh, kept, msg`What was not saved yet`) : fresh;
  });
  const [stands, setStands] = useState({ table: opened.table, etag: version.etag });
  const [tests, setTests] = useState(opened.tests ?? []);
  const [areTestsNew, setTestsNew] = useState(false);
  const { table } = history;
  const { inputs, outputs } = table;
  const columns = useMemo(() => columnsOf({ inputs, outputs }), [inputs, outputs]);
  const document = useMemo<TableDocument>(
    () => ({ ...opened, table, ...(tests.length > 0 && { tests }) }),
    [opened, table, tests],
  );
  const { check, isChecking, tell } = useCheck(table.name, document, canEdit);
  const findings = useMemo(() => findingsOf(check, columns), [check, columns]);
  const changes = useMemo(() => changesSince(base), [base]);
  const latest = useRef(history);
  latest.current = history;
  useEffect(() => {
    if (!canEdit) return;
    const timer = window.setTimeout(
      () => keepEdits(person, tenant, stands.table, stands.etag, table),
      keepAfter,
    );
    return () => window.clearTimeout(timer);
  }, [person, tenant, stands, table, canEdit]);
  const apply = useStable(
    (change: (table: DecisionTable) => DecisionTable, words: MessageDescriptor) => {
      if (canEdit) setHistory((it) => done(it, change(it.table), words));
    },
  );
  return {
    table,
    document,
    columns,
    tests,
    canEdit,
    isDirty: table !== stands.table || areTestsNew,
    findings,
    isChecking,
    tell,
    changes,
    history,
    apply,
    type: (row, column, text) => {
      if (row === undefined || !column) return;
      const edit = { row, column, text: keptCell(column, text) };
      apply((it) => withCells(it, [edit]), msg`Cell changed`);
    },
    paste: (rows, seen, shown, range) =>
      apply((it) => withPasted(it, rows, seen, shown, range), msg`Rows pasted`),
    setTests: (next) => {
      setTests(next);
      setTestsNew(true);
    },
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    saved: (next, sent) => {
      const document = tableDocument(next.document);
      setTests(document.tests ?? []);
      setTestsNew(false);
      // What was typed while it was saved stays.
      const isStill = latest.current.table === sent;
      setStands({ table: isStill ? document.table : sent, etag: next.etag });
      if (isStill) setHistory((it) => ({ ...it, table: document.table }));
      keepEdits(person, tenant, document.table, next.etag, document.table);
    },
  };
}
