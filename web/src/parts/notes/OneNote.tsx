import { Trans, useLingui } from "@lingui/react/macro";
import { Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "../../api/client";
import { exactly, moment } from "../../words/format";
import { Person } from "../Person";
import { Refusal } from "../Refusal";
import { useNow } from "../useNow";
import { editionsQuery, type Note } from "./query";

interface OneNoteProps {
  note: Note;
  /** Whether the person wrote it, and may still write. */
  isMine: boolean;
  me: string;
  onChanged: () => void;
}

/** A note with its author; who wrote it writes it anew or takes it back, and nothing is lost. */
export function OneNote({ note, isMine, me, onChanged }: OneNoteProps) {
  const { t } = useLingui();
  const now = useNow();
  const [typed, setTyped] = useState<string>();
  const [showsBefore, setShowsBefore] = useState(false);
  const path = { id: note.id };
  const change = useMutation({
    mutationFn: (text: string) =>
      answered(api.PUT("/v1/notes/{id}", { params: { path }, body: { text } })),
    onSuccess: () => {
      setTyped(undefined);
      onChanged();
    },
  });
  const takeBack = useMutation({
    mutationFn: () => answered(api.DELETE("/v1/notes/{id}", { params: { path } })),
    onSuccess: onChanged,
  });
  const error = change.error ?? takeBack.error;
  const when = exactly(note.deletedAt ?? note.changedAt ?? note.createdAt);
  return (
    <div className="row g2 said">
      <Person name={note.author} isMe={note.author === me} />
      <div className="fill">
        {typed !== undefined ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (typed.trim()) change.mutate(typed.trim());
            }}
          >
            <Textarea
              aria-label={t`Note`}
              autosize
              minRows={2}
              maxLength={4000}
              data-autofocus
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <div className="row g2">
              <button type="submit" className="btn small" disabled={!typed.trim()}>
                <Trans>Write it anew</Trans>
              </button>
              <button type="button" className="btn bare small" onClick={() => setTyped(undefined)}>
                <Trans>Leave it</Trans>
              </button>
            </div>
          </form>
        ) : note.deletedAt ? (
          <p className="q">
            <Trans>A note that was taken back.</Trans>
          </p>
        ) : (
          <p className="m prose">
            <WithMentions text={note.text ?? ""} />
          </p>
        )}
        {showsBefore && <Before note={note} />}
        {error && <Refusal>{error.message}</Refusal>}
        <p className="q s row g2">
          <span className="nw" title={when}>
            {moment(note.createdAt, now)}
          </span>
          {(note.changedAt || note.deletedAt) && (
            <button
              type="button"
              className="msg q s"
              aria-expanded={showsBefore}
              onClick={() => setShowsBefore((shows) => !shows)}
            >
              {showsBefore ? t`hide what it said` : t`what it said before`}
            </button>
          )}
          {isMine && typed === undefined && !note.deletedAt && (
            <>
              <button type="button" className="msg q s" onClick={() => setTyped(note.text ?? "")}>
                <Trans>change</Trans>
              </button>
              <button type="button" className="msg q s" onClick={() => takeBack.mutate()}>
                <Trans>take back</Trans>
              </button>
            </>
          )}
        </p>
      </div>
    </div>
  );
}

/** What a note said before, the newest first. */
function Before({ note }: { note: Note }) {
  const { data, error } = useQuery(editionsQuery(note.id, note.edition));
  const editions = data?.editions.filter((it) => note.deletedAt || it.edition < note.edition) ?? [];
  return (
    <ol className="before">
      {error && <Refusal>{error.message}</Refusal>}
      {editions.toReversed().map((it) => (
        <li key={it.edition} className="q prose">
          {it.text} <span className="s nw">{moment(it.writtenAt)}</span>
        </li>
      ))}
    </ol>
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
