import { useEffect, useRef, useState } from "react";
import { type Check, checkRows, checkTable, type Fault, mostRowsChecked } from "./data";
import type { TableDocument, TableRow } from "./model/table";

/** How long after the last change the rows that changed are checked. */
const pause = 250;

/** How long after the last change the whole table is, since rows can stand in each other's way. */
const longPause = 1500;

interface Known {
  /** The table of the last check of all rows. */
  rows: ReadonlySet<TableRow>;
  whole: Check;
}

/** What is known of a table while it is edited. */
interface Checking {
  check: Check | undefined;
  isChecking: boolean;
  /** Takes what a save was refused for. */
  tell: (faults: readonly Fault[]) => void;
}

/** What the server says of a table while it is edited; an older answer is dropped. */
export function useCheck(name: string, document: TableDocument, isOn: boolean): Checking {
  const [found, setFound] = useState<{ check: Check; of: TableDocument }>();
  const known = useRef<Known>(undefined);
  useEffect(() => {
    if (!isOn) return;
    let isOld = false;
    const tell = (check: Check) => {
      if (!isOld) setFound({ check, of: document });
    };
    const { rows } = document.table;
    const all = async () => {
      const whole = await checkTable(name, document);
      if (!isOld) known.current = { rows: new Set(rows), whole };
      tell(whole);
    };
    const changed = async () => {
      const before = known.current;
      const fresh = before && rows.filter((row) => !before.rows.has(row));
      if (!before || !fresh || fresh.length > mostRowsChecked) return all();
      const ids = new Set(rows.map((row) => row.id));
      const again = new Set(fresh.map((row) => row.id));
      const stays = (it: { row?: string | null }) =>
        !it.row || (ids.has(it.row) && !again.has(it.row));
      const some = fresh.length > 0 ? await checkRows(document.table, fresh) : undefined;
      tell({
        faults: [...before.whole.faults.filter(stays), ...(some?.faults ?? [])],
        warnings: [...before.whole.warnings.filter(stays), ...(some?.warnings ?? [])],
      });
    };
    // Without an answer what was found stays; saving says what is wrong with the server.
    const quietly = (act: () => Promise<void>) => () => void act().catch(() => {});
    const timers = [
      window.setTimeout(quietly(changed), pause),
      window.setTimeout(quietly(all), longPause),
    ];
    return () => {
      isOld = true;
      timers.map(window.clearTimeout);
    };
  }, [name, document, isOn]);
  return {
    check: found?.check,
    isChecking: isOn && found?.of !== document,
    tell: (faults) => {
      const whole = { faults, warnings: [] };
      known.current = { rows: new Set(document.table.rows), whole };
      setFound({ check: whole, of: document });
    },
  };
}
