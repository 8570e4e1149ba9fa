import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Handle, type NodeProps, Position, useStore } from "@xyflow/react";
import { useTenant } from "../../../api/tenant";
import { Icon, type IconName } from "../../../parts/Icon";
import { StatusMark } from "../../../parts/Status";
import { number } from "../../../words/format";
import { stepCountsQuery, typesQuery } from "../data";
import { sendingTable, startOf, tablesOf } from "../model/flow";
import { useWord } from "../useWord";
import { startWords, systemName, takenWords } from "../words";
import { useCanvas } from "./context";

/** Below this zoom a node shows its name and what is wrong, since nothing else can be read. */
const readable = 0.7;

/** A step: what it makes, what starts it, its tables, how it sends, and what is wrong with it. */
export function StepNode({ id }: NodeProps) {
  const { t } = useLingui();
  const word = useWord();
  const { flow, found, chosen, choose, add, canEdit } = useCanvas();
  const isSmall = useStore((state) => state.transform[2] < readable);
  const { data: types } = useQuery(typesQuery);
  const step = flow.steps.find((it) => it.name === id);
  if (!step) return null;
  const start = startOf(step);
  const [taken] = step.takeOver ?? [];
  const table = sendingTable(step);
  const isSent = step.autoSubmit === "always" || step.autoSubmit === true;
  const category = types?.find((it) => it.code === step.declarationType)?.category;
  const problems = found.filter((it) => it.steps.includes(id));
  const typed = category && category !== step.declarationType ? step.declarationType : undefined;
  return (
    <div className={chosen === id ? "nd on" : "nd"}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className="hd"
        data-step={id}
        aria-pressed={chosen === id}
        onClick={() => choose(id)}
      >
        <Icon name="send" size={14} className="q" />
        <b className="cut">{step.name}</b>
        <span className="tag right">
          {typed ?? step.declarationType} · {systemName(step.system)} {step.jurisdiction}
        </span>
      </button>
      {!isSmall && (
        <>
          <div className="bd">
            {taken ? (
              <Line
                icon="chain"
                words={t`takes ${word(takenWords, taken.from)} of ${taken.step}`}
              />
            ) : start.on === "statusReached" ? (
              <Line icon="start" words={t`starts after ${start.step}`} />
            ) : (
              <Line icon="start" words={word(startWords, start.on)} />
            )}
            <Line icon="table" words={tableWords(tablesOf(step)) || t`asks no table`} />
            <Line
              icon="check"
              words={
                table
                  ? t`submits as table “${table}” says`
                  : isSent
                    ? t`submits what is valid at once`
                    : t`waits for somebody to submit`
              }
            />
          </div>
          <Counts step={id} />
        </>
      )}
      {problems.slice(0, 2).map((it) => (
        <div key={it.message} className={it.severity === "error" ? "pb e" : "pb w"}>
          <Icon name="trouble" size={12} />
          <span>{it.message}</span>
        </div>
      ))}
      {problems.length > 2 && (
        <div className="pb w">
          {plural(problems.length - 2, { one: "and # more", other: "and # more" })}
        </div>
      )}
      {canEdit && (
        <button type="button" className="after" onClick={() => add({ after: id })}>
          <span className="addn">
            <Icon name="add" size={12} />
          </span>
          <span className="q s">
            <Trans>another step after {id}</Trans>
          </span>
        </button>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

function Line({ icon, words }: { icon: IconName; words: string }) {
  return (
    <div className="row">
      <Icon name={icon} size={12} />
      <span className="cut">{words}</span>
    </div>
  );
}

/** The first tables by name, and how many more. */
function tableWords(tables: readonly string[]): string {
  const more = tables.length - 2;
  const named = tables.slice(0, 2).join(", ");
  return more > 0 ? `${named}, +${more}` : named;
}

/** How many declarations the step made: each number opens them. */
function Counts({ step }: { step: string }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const { name, since, slug } = useCanvas();
  const { data } = useQuery(stepCountsQuery(tenant.id, name, step, since));
  if (!data) return <div className="ct" />;
  const count = (group: string) => data.groups.find((it) => it.value === group)?.count ?? 0;
  const shown = [
    { group: "withCustoms", look: "Accepted", words: t`With customs`, count: count("withCustoms") },
    { group: "problem", look: "Invalid", words: t`Problem`, count: count("problem") },
    { group: "done", look: "Released", words: t`Done`, count: count("done") },
  ];
  return (
    <div className="ct">
      {shown.map((it) => (
        <Link
          key={it.group}
          to="/$tenant/declarations"
          params={{ tenant: slug }}
          search={{
            group: it.group,
            customsFlow: name,
            "customsFlowStep[]": step,
            creationDateFrom: since,
          }}
          title={it.words}
          aria-label={`${it.words}: ${number(it.count)}`}
        >
          <StatusMark status={it.look} />
          {number(it.count)}
        </Link>
      ))}
    </div>
  );
}
