import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTenant } from "../../api/tenant";
import { Dialog } from "../../parts/Dialog";
import { Refusal } from "../../parts/Refusal";
import { saveDraft } from "./data";
import type { ColumnType } from "./model/table";

const types: readonly ColumnType[] = ["code", "tariffCode", "text", "number", "boolean", "date"];

interface Head {
  field: string;
  type: ColumnType;
}

/** A new table: its name, what it asks and what it fills. Rows come in the grid. */
export function NewTable({ slug, onClose }: { slug: string; onClose: () => void }) {
  const { t } = useLingui();
  const tenant = useTenant();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [hitPolicy, setPolicy] = useState("first");
  const [input, setInput] = useState<Head>({ field: "", type: "code" });
  const [output, setOutput] = useState<Head>({ field: "", type: "code" });
  const [refusal, setRefusal] = useState<string>();
  const make = async () => {
    try {
      const table = {
        name,
        hitPolicy,
        inputs: [{ name: input.field, type: input.type }],
        outputs: [{ name: output.field, type: output.type }],
        rows: [],
      };
      await saveDraft(name, { table }, undefined);
      await queries.invalidateQueries({ queryKey: ["tables", tenant.id] });
      await navigate({
        to: "/$tenant/tables/$name",
        params: { tenant: slug, name },
        search: {},
      });
    } catch (problem) {
      setRefusal(problem instanceof Error ? problem.message : String(problem));
    }
  };
  const head = (label: string, value: Head, set: (to: Head) => void) => (
    <label className="newhead">
      <span>{label}</span>
      <span className="row g2">
        <input
          className="word fill ref"
          value={value.field}
          onChange={(event) => set({ ...value, field: event.currentTarget.value })}
        />
        <select
          className="word"
          aria-label={t`Type`}
          value={value.type}
          onChange={(event) => set({ ...value, type: event.currentTarget.value as ColumnType })}
        >
          {types.map((it) => (
            <option key={it}>{it}</option>
          ))}
        </select>
      </span>
    </label>
  );
  return (
    <Dialog name={t`New decision table`} isTitled width={520} onClose={onClose}>
      <form
        className="col newtable"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        {refusal && <Refusal>{refusal}</Refusal>}
        <label className="newhead">
          <span>{t`Name`}</span>
          <input
            className="word"
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label className="newhead">
          <span>{t`When several rows match`}</span>
          <select
            className="word"
            value={hitPolicy}
            onChange={(event) => setPolicy(event.currentTarget.value)}
          >
            <option value="first">{t`the first from the top counts`}</option>
            <option value="collect">{t`every row counts`}</option>
            <option value="unique">{t`that is an error`}</option>
            <option value="any">{t`they must say the same`}</option>
          </select>
        </label>
        {head(t`Field that it asks`, input, setInput)}
        {head(t`Field that it fills`, output, setOutput)}
        <button
          type="submit"
          className="btn main"
          disabled={!name || !input.field || !output.field}
        >
          <Trans>Make the draft</Trans>
        </button>
      </form>
    </Dialog>
  );
}
