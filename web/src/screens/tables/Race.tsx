import { Trans, useLingui } from "@lingui/react/macro";
import { useMemo, useState } from "react";
import { Dialog } from "../../parts/Dialog";
import { useTableFields } from "./fields";
import { shownCell } from "./model/cellText";
import { merged, withTheirs } from "./model/merge";
import { type DecisionTable, tableDocument } from "./model/table";
import { nameOf } from "./Tables";
import type { LostRace } from "./useSaveTable";

interface RaceProps {
  race: LostRace;
  mine: DecisionTable;
  /** Saves what both became. */
  onPut: (table: DecisionTable) => void;
  onGoOn: () => void;
}

/** Somebody saved first: both are put together; only cells that both changed need a choice. */
export function Race({ race, mine, onPut, onGoOn }: RaceProps) {
  const { t } = useLingui();
  const fields = useTableFields();
  const theirs = tableDocument(race.theirs.document).table;
  const merge = useMemo(() => merged(race.base, theirs, mine), [race.base, theirs, mine]);
  const [taken, setTaken] = useState<ReadonlySet<number>>(new Set());
  const choose = (at: number, isTheirs: boolean) => {
    const next = new Set(taken);
    if (isTheirs) next.add(at);
    else next.delete(at);
    setTaken(next);
  };
  const put = () =>
    onPut(
      merge.clashes.reduce(
        (table, clash, at) => (taken.has(at) ? withTheirs(table, clash) : table),
        merge.table,
      ),
    );
  const who = nameOf(race.theirs.updatedBy);
  return (
    <Dialog name={t`${who} saved first`} isTitled width={820} onClose={onGoOn}>
      <p>
        <Trans>Nothing of yours is lost. What only one of you changed is put together.</Trans>
      </p>
      {merge.kept.length > 0 && (
        <p>{t`${who} deleted rows that you changed; they stay: ${merge.kept.join(", ")}`}</p>
      )}
      {merge.clashes.length > 0 && (
        <table className="grid race">
          <thead>
            <tr>
              <th>{t`Row`}</th>
              <th>{t`Column`}</th>
              <th>{t`It was`}</th>
              <th>{t`Theirs`}</th>
              <th>{t`Yours`}</th>
            </tr>
          </thead>
          <tbody>
            {merge.clashes.map((clash, at) => (
              <tr key={`${clash.row}/${clash.column.id}`}>
                <td>{clash.row}</td>
                <td>{fields.labelOf(clash.column)}</td>
                <td className="q ref">{shownCell(clash.column, clash.before)}</td>
                {[true, false].map((isTheirs) => (
                  <td key={`${isTheirs}`}>
                    <label className="row g1 ref">
                      <input
                        type="radio"
                        name={`clash-${at}`}
                        checked={taken.has(at) === isTheirs}
                        onChange={() => choose(at, isTheirs)}
                      />
                      {shownCell(clash.column, isTheirs ? clash.theirs : clash.mine)}
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <footer className="row g2 racefoot">
        <button type="button" className="btn bare right" onClick={onGoOn}>
          <Trans>Go on typing</Trans>
        </button>
        <button type="button" className="btn main" data-autofocus onClick={put}>
          <Trans>Save both</Trans>
        </button>
      </footer>
    </Dialog>
  );
}
