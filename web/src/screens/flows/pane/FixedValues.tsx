import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Icon } from "../../../parts/Icon";
import { number } from "../../../words/format";
import { fieldsQuery } from "../data";
import { fieldOf, isSecret, setValue, typedAs, valuesOf } from "../model/values";
import { useText } from "../useWord";
import type { StepDesk } from "./desk";

/** Values that fill what is empty in every declaration of a step. */
export function FixedValues({ desk }: { desk: StepDesk }) {
  const { t } = useLingui();
  const say = useText();
  const { step, set, canEdit } = desk;
  const { data: fields } = useQuery(fieldsQuery);
  const [isAdding, setAdding] = useState(false);
  const byPath = useMemo(() => new Map(fields?.map((it) => [it.path, it])), [fields]);
  const values = valuesOf(step.defaults);
  const label = (path: string) => {
    const texts = byPath.get(fieldOf(path))?.label;
    return texts ? say(texts) : path;
  };
  const put = (path: string, text: string | undefined) => {
    const kind = byPath.get(fieldOf(path))?.kind;
    const value = text === undefined ? undefined : typedAs(text, kind);
    set({ defaults: setValue(step.defaults ?? {}, path, value) });
  };
  return (
    <div className="sec">
      <div className="row g2">
        <h2>
          <Trans>Fixed values</Trans>
        </h2>
        <span className="q tnum">{number(values.length)}</span>
        {canEdit && (
          <button
            type="button"
            className="btn bare small right"
            aria-expanded={isAdding}
            onClick={() => setAdding(!isAdding)}
          >
            <Icon name="add" />
            <Trans>Value</Trans>
          </button>
        )}
      </div>
      {isAdding && (
        <NewValue
          paths={[...byPath.values()].map((it) => ({ path: it.path, words: label(it.path) }))}
          onAdd={(path, text) => {
            put(path, text);
            setAdding(false);
          }}
        />
      )}
      <div className="fixed">
        {values.map(({ path, value }) => (
          <div key={path} className="fv">
            <span className="cut q" title={path}>
              {label(path)}
            </span>
            {isSecret(path) ? (
              <span className="q">{t`set, not shown`}</span>
            ) : (
              <input
                className="ref"
                aria-label={`${label(path)} (${path})`}
                value={value}
                disabled={!canEdit}
                onChange={(event) => put(path, event.currentTarget.value)}
              />
            )}
            {canEdit && (
              <button
                type="button"
                className="btn bare small icon"
                aria-label={t`Take out ${label(path)}`}
                onClick={() => put(path, undefined)}
              >
                <Icon name="close" />
              </button>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

interface NewValueProps {
  paths: readonly { path: string; words: string }[];
  onAdd: (path: string, text: string) => void;
}

/** A field by its words or path, and its value. */
function NewValue({ paths, onAdd }: NewValueProps) {
  const { t } = useLingui();
  const [path, setPath] = useState("");
  const [text, setText] = useState("");
  const isReady = path !== "" && text !== "";
  return (
    <form
      className="newvalue"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onAdd(path, text);
      }}
    >
      <input
        className="ctl ref"
        aria-label={t`Field`}
        placeholder={t`Field`}
        list="fieldpaths"
        value={path}
        onChange={(event) => setPath(event.currentTarget.value.trim())}
      />
      <datalist id="fieldpaths">
        {paths.map((it) => (
          <option key={it.path} value={it.path}>
            {it.words}
          </option>
        ))}
      </datalist>
      <input
        className="ctl ref"
        aria-label={t`Its value`}
        placeholder={t`Its value`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" className="btn small" disabled={!isReady}>
        <Trans>Add</Trans>
      </button>
    </form>
  );
}
