import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../../../parts/Icon";
import { number } from "../../../words/format";
import type { StepDesk } from "./desk";
import { TextField } from "./Field";
import { FixedValues } from "./FixedValues";
import { Goods, ScopeForm } from "./Goods";
import { Makes } from "./Makes";
import { Starts } from "./Starts";
import { Sending, TableList } from "./Tables";

interface StepPaneProps {
  desk: StepDesk;
  onRename: (to: string) => void;
  onRemove: () => void;
  onClose: () => void;
}

/** A step as a form: all that its file says, section by section. */
export function StepPane({ desk, onRename, onRemove, onClose }: StepPaneProps) {
  const { t } = useLingui();
  const { step, flow, canEdit } = desk;
  const [name, setName] = useState(step.name);
  const at = flow.steps.indexOf(step) + 1;
  const problems = desk.found.filter((it) => it.steps.includes(step.name));
  const isTaken = flow.steps.some((it) => it !== step && it.name === name.trim());
  const rename = () => {
    const to = name.trim();
    if (to !== "" && to !== step.name && !isTaken) onRename(to);
    else setName(step.name);
  };
  return (
    <aside className="steppane col" aria-label={t`Step ${step.name}`}>
      <div className="bar">
        <b className="cut">{step.name}</b>
        <span className="q s nw">
          <Trans>
            step {number(at)} of {number(flow.steps.length)}
          </Trans>
        </span>
        <span className="right row">
          {canEdit && (
            <Menu position="bottom-end">
              <Menu.Target>
                <button type="button" className="btn bare icon" aria-label={t`More`}>
                  <Icon name="more" />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={onRemove}>{t`Take the step out`}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
          <button
            type="button"
            className="btn bare icon"
            aria-label={t`Close`}
            title="Esc"
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </span>
      </div>
      <div className="scroll fill" id="step">
        <div className="sec first">
          {problems.map((it) => (
            <p
              key={it.message}
              className={it.severity === "error" ? "note e" : "note w"}
              title={it.path}
            >
              <Icon name="trouble" size={14} />
              <span>
                {it.message}
                {it.description && <span className="q s"> {it.description}</span>}
              </span>
            </p>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              rename();
            }}
            onBlur={rename}
          >
            <TextField label={t`Name`} value={name} isDisabled={!canEdit} onChange={setName} />
          </form>
          {isTaken && (
            <p className="s late" role="status">
              <Trans>Another step has this name.</Trans>
            </p>
          )}
        </div>
        <Makes desk={desk} />
        <Starts desk={desk} />
        <Goods desk={desk} />
        <TableList desk={desk} member="tables" title={t`Tables, in this order`} />
        <TableList
          desk={desk}
          member="tablesAfterCalculations"
          title={t`Tables after calculations`}
        />
        <Sending desk={desk} />
        <ScopeForm desk={desk} />
        <FixedValues desk={desk} />
        {step.calculations && (
          <div className="sec">
            <h2>
              <Trans>Calculations</Trans>
            </h2>
            <p className="q s">
              <Trans>Set in the text of the flow.</Trans>
            </p>
          </div>
        )}
      </div>
    </aside>
  );
}
