import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useTenant } from "../../../api/tenant";
import { Icon } from "../../../parts/Icon";
import { namesQuery } from "../data";
import { moved } from "../model/edit";
import { sendingTable } from "../model/flow";
import type { StepDesk } from "./desk";
import { Field } from "./Field";

interface TableListProps {
  desk: StepDesk;
  member: "tables" | "tablesAfterCalculations";
  title: string;
}

/** Tables that are asked one after the other: the order can be changed, tables added and taken out. */
export function TableList({ desk, member, title }: TableListProps) {
  const { t } = useLingui();
  const tenant = useTenant();
  const { step, set, canEdit, found, slug } = desk;
  const { data: names = [] } = useQuery(namesQuery(tenant.id, "decisiontables"));
  const list = step[member] ?? [];
  const put = (tables: readonly string[]) => set({ [member]: tables });
  return (
    <div className="sec">
      <h2>{title}</h2>
      <ol className="tb">
        {list.map((name, at) => {
          const versions = names.find((it) => it.name === name)?.versions;
          const draft = versions?.find((it) => it.state === "draft");
          const wrong = found.filter((it) => it.table === name).length;
          return (
            <li key={name}>
              <span className="q tnum xs">{at + 1}</span>
              <a className="cut" href={`/${slug}/tables/${encodeURIComponent(name)}`}>
                {name}
              </a>
              <span className="right row g1">
                {names.length > 0 && !versions && <span className="tag e">{t`unknown`}</span>}
                {wrong > 0 && <span className="tag w">{t`to look at: ${wrong}`}</span>}
                {draft && <span className="tag a">{t`draft ${draft.version}`}</span>}
                {canEdit && (
                  <>
                    <button
                      type="button"
                      className="btn bare small icon"
                      aria-label={t`Ask ${name} earlier`}
                      disabled={at === 0}
                      onClick={() => put(moved(list, at, -1))}
                    >
                      <Icon name="up" />
                    </button>
                    <button
                      type="button"
                      className="btn bare small icon"
                      aria-label={t`Ask ${name} later`}
                      disabled={at === list.length - 1}
                      onClick={() => put(moved(list, at, 1))}
                    >
                      <Icon name="down" />
                    </button>
                    <button
                      type="button"
                      className="btn bare small icon"
                      aria-label={t`Do not ask ${name}`}
                      onClick={() => put(list.toSpliced(at, 1))}
                    >
                      <Icon name="close" />
                    </button>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {list.length === 0 && (
        <p className="q s">
          <Trans>none</Trans>
        </p>
      )}
      {canEdit && (
        <select
          className="ctl adds"
          aria-label={t`Add a table to “${title}”`}
          value=""
          onChange={(event) => put([...list, event.currentTarget.value])}
        >
          <option value="">{t`add a table`}</option>
          {names
            .filter((it) => !list.includes(it.name))
            .map((it) => (
              <option key={it.name}>{it.name}</option>
            ))}
        </select>
      )}
    </div>
  );
}

/** Whether valid declarations are sent by themselves. */
export function Sending({ desk }: { desk: StepDesk }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const { step, set, canEdit } = desk;
  const { data: names = [] } = useQuery(namesQuery(tenant.id, "decisiontables"));
  const table = sendingTable(step);
  const isAlways = step.autoSubmit === "always" || step.autoSubmit === true;
  return (
    <div className="sec">
      <h2>
        <Trans>Sending</Trans>
      </h2>
      <Field label={t`Valid ones`}>
        {(id) => (
          <select
            id={id}
            className="ctl"
            disabled={!canEdit}
            value={table === undefined ? (isAlways ? "always" : "never") : `table ${table}`}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              const asked = /^table (.*)$/.exec(chosen)?.[1];
              if (asked !== undefined) set({ autoSubmit: { table: asked } });
              else set({ autoSubmit: chosen === "always" ? "always" : "never" });
            }}
          >
            <option value="never">{t`wait for somebody to submit`}</option>
            <option value="always">{t`are submitted at once`}</option>
            {table !== undefined && !names.some((it) => it.name === table) && (
              <option value={`table ${table}`}>{t`as table “${table}” says`}</option>
            )}
            {names.map((it) => (
              <option key={it.name} value={`table ${it.name}`}>
                {t`as table “${it.name}” says`}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
