import { Trans, useLingui } from "@lingui/react/macro";
import { Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "../../../api/client";
import { useSession } from "../../../api/session";
import { useMay } from "../../../api/tenant";
import { Person } from "../../../parts/Person";
import { useNow } from "../../../parts/useNow";
import { exactly, moment } from "../../../words/format";
import { notesQuery } from "../data";
import { useDesk } from "../desk";

/** What people say to each other about it. */
export function Notes() {
  const { t } = useLingui();
  const { tenant, declaration } = useDesk();
  const me = useSession().name;
  const may = useMay("create:messages");
  const queries = useQueryClient();
  const now = useNow();
  const query = notesQuery(tenant, declaration.id);
  const { data } = useQuery(query);
  const [typed, setTyped] = useState("");
  const refresh = () => queries.invalidateQueries({ queryKey: query.queryKey });
  const write = useMutation({
    mutationFn: (text: string) =>
      answered(
        api.POST("/v1/declarations/{id}/notes", {
          params: { path: { id: declaration.id } },
          body: { text },
        }),
      ),
    onSuccess: () => {
      setTyped("");
      void refresh();
    },
  });
  const takeBack = useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE("/v1/notes/{id}", { params: { path: { id } } })),
    onSuccess: refresh,
  });
  const send = () => {
    if (typed.trim()) write.mutate(typed.trim());
  };
  const notes = data?.notes.filter((it) => !it.deletedAt) ?? [];
  return (
    <div className="blank notes">
      {notes.length === 0 && (
        <p className="q s">
          <Trans>Nobody has noted anything.</Trans>
        </p>
      )}
      {notes.map((it) => (
        <div className="row g2 said" key={it.id}>
          <Person name={it.author} isMe={it.author === me} />
          <p className="m">
            <WithMentions text={it.text ?? ""} />{" "}
            <span className="q s nw" title={exactly(it.createdAt)}>
              {moment(it.createdAt, now)}
              {it.changedAt ? ` · ${t`changed`}` : ""}
            </span>
            {it.author === me && (
              <button type="button" className="msg q s" onClick={() => takeBack.mutate(it.id)}>
                <Trans>take back</Trans>
              </button>
            )}
          </p>
        </div>
      ))}
      {may && (
        <>
          <Textarea
            label={t`Note; @name tells the person`}
            autosize
            minRows={2}
            maxLength={4000}
            value={typed}
            error={write.error?.message}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                send();
              }
            }}
          />
          <button type="button" className="btn small" disabled={!typed.trim()} onClick={send}>
            <Trans>Note</Trans>
          </button>
        </>
      )}
    </div>
  );
}

/** A text in which the names of persons are told apart. */
function WithMentions({ text }: { text: string }) {
  const parts = text.split(/(@[\p{L}\p{N}._-]+)/u);
  return parts.map((part, at) =>
    part.startsWith("@") ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name
      <b key={at} className="med">
        {part}
      </b>
    ) : (
      part
    ),
  );
}
