import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useSession } from "../../api/session";
import { useMay, useTenant } from "../../api/tenant";
import { forget, recall, remember } from "../../api/typed";
import { useKeys } from "../../keys/Keys";
import { Refusal } from "../../parts/Refusal";
import { titleOf, Validity } from "./columns";
import { type MasterRecord, send } from "./data";
import { changedOf, type Draft, draftOf, messageOf } from "./draft";
import { Elements } from "./Elements";
import { EndDialog } from "./EndDialog";
import { Fields } from "./Fields";
import { aboutKinds, type Kind } from "./kinds";
import { PlanFoot } from "./PlanFoot";
import type { FieldSchema } from "./schema";

interface RecordFormProps {
  kind: Kind;
  fields: readonly FieldSchema[];
  record: MasterRecord | undefined;
  onClose: () => void;
  onMade: (code: string) => void;
  children: ReactNode;
}

/** The form of a record; what is typed is kept on the device until it is saved. */
export function RecordForm({ kind, fields, record, onClose, onMade, children }: RecordFormProps) {
  const { t, i18n } = useLingui();
  const { id: tenant } = useTenant();
  const { userId } = useSession();
  const mayChange = useMay("create:messages");
  const queries = useQueryClient();
  const about = `masterdata.${tenant}.${kind}.${record ? `${record.code}@${record.validFrom ?? ""}` : ""}`;
  const before = draftOf(fields, record?.record ?? {});
  const [draft, setDraft] = useState<Draft>(() => {
    const recalled = recall(userId, about);
    return recalled ? (JSON.parse(recalled) as Draft) : before;
  });
  const [isEnding, setEnding] = useState(false);
  const changed = changedOf(fields, before, draft);
  const text = changed.length > 0 ? JSON.stringify(draft) : "";
  useEffect(() => remember(userId, about, text), [userId, about, text]);
  const message = messageOf(fields, record ? before : undefined, draft);
  const code = draft.values.code?.trim() ?? "";
  const save = useMutation({
    mutationFn: () => send(kind, message),
    onSuccess: async (wrong) => {
      if (wrong.length > 0) return;
      forget(userId, about);
      await queries.invalidateQueries({ queryKey: ["masterdata", tenant] });
      if (!record) onMade(code);
    },
  });
  const put = () => {
    if (changed.length > 0 && mayChange && !save.isPending) save.mutate();
  };
  useKeys([
    { keys: "Ctrl+S", place: "record", words: msg`Save`, whileTyping: true, act: put },
    { keys: "E", place: "record", words: msg`End it`, act: () => record && setEnding(true) },
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put();
  };
  const scalars = fields.filter((it) => it.kind !== "elements");
  const collections = fields.filter((it) => it.kind === "elements");
  const title = record ? titleOf(kind, record.record) : "";
  return (
    <form className="col" aria-label={record?.code ?? t`New record`} onSubmit={submit}>
      <div className="fill scroll record">
        <div className="sec">
          <h2>
            <span className="fill title cut">{record?.code ?? i18n._(aboutKinds[kind].fresh)}</span>
            {record && mayChange && (
              <button type="button" className="btn" onClick={() => setEnding(true)}>
                <Trans>End</Trans> <kbd>E</kbd>
              </button>
            )}
            {!record && (
              <button type="button" className="btn bare" onClick={onClose}>
                <Trans>Leave it</Trans>
              </button>
            )}
          </h2>
          {record && (
            <p className="m">
              {title && `${title} · `}
              <Validity record={record} />
            </p>
          )}
          {save.error && <Refusal>{save.error.message}</Refusal>}
          {save.data?.map((wrong) => (
            <Refusal key={wrong}>{wrong}</Refusal>
          ))}
        </div>
        {isEnding && record && (
          <EndDialog kind={kind} record={record} onClose={() => setEnding(false)} />
        )}
        <Fields
          fields={scalars}
          draft={draft}
          isReadOnly={!mayChange}
          isNew={!record}
          onChange={(name, value) =>
            setDraft({ ...draft, values: { ...draft.values, [name]: value } })
          }
        />
        {collections.map((field) => (
          <Elements
            key={field.name}
            field={field}
            rows={draft.elements[field.name] ?? []}
            isReadOnly={!mayChange}
            onChange={(rows) =>
              setDraft({ ...draft, elements: { ...draft.elements, [field.name]: rows } })
            }
          />
        ))}
        {children}
      </div>
      {changed.length > 0 && (
        <PlanFoot
          kind={kind}
          fields={fields.filter((it) => changed.includes(it.name))}
          before={before}
          draft={draft}
          message={message}
          isSaving={save.isPending}
          isReady={record !== undefined || code !== "" || kind !== "article"}
          onDrop={() => setDraft(before)}
        />
      )}
    </form>
  );
}
