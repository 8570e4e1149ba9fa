import { Trans, useLingui } from "@lingui/react/macro";
import { Textarea } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../api/session";
import { useMay } from "../../api/tenant";
import { forget, recall, remember } from "../../api/typed";
import { Refusal } from "../Refusal";
import { OneNote } from "./OneNote";
import { type At, notesQuery, writeNote } from "./query";
import "./notes.css";

/** What people say to each other about something. */
export function Notes({ at }: { at: At }) {
  const { t } = useLingui();
  const session = useSession();
  const may = useMay("create:messages");
  const queries = useQueryClient();
  const query = notesQuery(at);
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(query);
  const about = at.kind === "declaration" ? `note.${at.id}` : `note.${at.tenant}.${at.reference}`;
  const [typed, setTyped] = useState(() => recall(session.userId, about) ?? "");
  const refresh = () => void queries.invalidateQueries({ queryKey: query.queryKey });
  const write = useMutation({
    mutationFn: (text: string) => writeNote(at, text),
    onSuccess: () => {
      setTyped("");
      forget(session.userId, about);
      refresh();
    },
  });
  const send = () => {
    if (typed.trim() && !write.isPending) write.mutate(typed.trim());
  };
  const notes = data?.pages.flatMap((page) => page.notes) ?? [];
  return (
    <div className="blank notes">
      {error && <Refusal>{error.message}</Refusal>}
      {data && notes.length === 0 && (
        <p className="q s">
          <Trans>Nobody has noted anything.</Trans>
        </p>
      )}
      {notes.map((note) => (
        <OneNote
          key={note.id}
          note={note}
          isMine={may && note.author === session.name}
          me={session.name}
          onChanged={refresh}
        />
      ))}
      {hasNextPage && (
        <button type="button" className="link" onClick={() => void fetchNextPage()}>
          <Trans>Show more</Trans>
        </button>
      )}
      {may && (
        <>
          <Textarea
            label={t`Note; @name tells the person`}
            autosize
            minRows={2}
            maxLength={4000}
            value={typed}
            error={write.error?.message}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              remember(session.userId, about, event.currentTarget.value);
            }}
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
