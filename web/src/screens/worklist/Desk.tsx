import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { useKeys } from "../../keys/Keys";
import { Icon } from "../../parts/Icon";
import { Activity } from "./Activity";
import { Body } from "./Body";
import { Chips } from "./Chips";
import { ColumnsMenu } from "./ColumnsMenu";
import { ExportMenu } from "./ExportMenu";
import { countsQuery, groups } from "./rows";
import { SaveView } from "./SaveView";
import { SortMenu } from "./SortMenu";
import { Tabs, tabWords } from "./Tabs";
import type { Address } from "./useAddress";
import { useColumns } from "./useColumns";
import { useLive } from "./useLive";
import { useRows } from "./useRows";

interface DeskProps {
  address: Address;
  onFind: () => void;
}

/** Everything below the bar: tabs, chips, and the rows with their acts. */
export function Desk({ address, onFind }: DeskProps) {
  const { t } = useLingui();
  const tenant = useTenant();
  const { all, search, change } = address;
  const { data: counts } = useQuery(countsQuery(tenant.id, search));
  const rows = useRows(tenant.id, search);
  const live = useLive(tenant.id, search, rows.rows);
  const [columns, columnIds, chooseColumns] = useColumns();
  const [isFiltering, setFiltering] = useState<string | boolean>(false);
  const apply = async () => {
    await rows.again();
    live.clear();
  };
  useKeys([
    { keys: "/", place: "everywhere", words: msg`Search`, act: onFind },
    ...groups.map((group, at) => ({
      keys: String(at + 1),
      place: "list" as const,
      words: tabWords[group],
      act: () => change({ group }),
    })),
    { keys: "F", place: "list", words: msg`Filter`, act: () => setFiltering(true) },
    { keys: "Shift+F", place: "list", words: msg`Clear filters`, act: address.clearFilters },
    { keys: "R", place: "list", words: msg`Show what changed`, act: () => void apply() },
  ]);
  return (
    <>
      <Tabs group={search.group} counts={counts} onChoose={(group) => change({ group, sort: "" })}>
        <button
          type="button"
          className="btn bare small"
          onClick={() => change({ activity: all.activity ? "" : "1" })}
        >
          <Icon name="clock" />
          <Trans>Activity</Trans>
        </button>
        <ColumnsMenu chosen={columnIds} onChoose={chooseColumns} />
        <ExportMenu search={search} columns={columnIds} />
      </Tabs>
      <Chips
        address={address}
        opened={isFiltering}
        onOpen={setFiltering}
        onFind={onFind}
        tail={
          <>
            {live.count > 0 && (
              <button
                type="button"
                className="freshnote"
                title={t`Shows them in place; the cursor stays on its row`}
                onClick={() => void apply()}
              >
                <Icon name="upload" size={12} />
                {t`${plural(live.count, { one: "# changed since you looked", other: "# changed since you looked" })}`}{" "}
                <kbd>R</kbd>
              </button>
            )}
            <SortMenu sort={search.sort ?? "next"} onChoose={(sort) => change({ sort })} />
            <SaveView address={address} columns={columnIds} />
          </>
        }
      />
      <Body address={address} rows={rows} live={live} counts={counts} columns={columns} />
      {all.activity && !all.run && (
        <Activity
          tenant={tenant.id}
          onOpen={(run) => change({ run, activity: "" })}
          onClose={() => change({ activity: "" })}
        />
      )}
    </>
  );
}
