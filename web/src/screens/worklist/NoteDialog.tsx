import { msg, plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "../../api/client";
import { useSession } from "../../api/session";
import { forget, recall, remember } from "../../api/typed";
import { useKeys } from "../../keys/Keys";
import { Dialog } from "../../parts/Dialog";
import { Refusal } from "../../parts/Refusal";
import type { Row } from "./rows";

/** A note on the rows; `@` before a name tells that person. */
export function NoteDialog({ rows, onClose }: { rows: readonly Row[]; onClose: () => void }) {
  const { t } = useLingui();
  const { userId } = useSession();
  const about = rows.length === 1 && rows[0] ? `note.${rows[0].id}` : "note";
  const [text, setText] = useState(() => recall(userId, about) ?? "");
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      for (const { id } of rows) {
        const params = { path: { id } };
        await answered(api.POST("/v1/declarations/{id}/notes", { params, body: { text } }));
      }
    },
    onSuccess: () => {
      forget(userId, about);
      onClose();
    },
  });
  const write = () => {
    if (text.trim() && !isPending) mutate();
  };
  useKeys([
    {
      keys: "Ctrl+Enter",
      place: "dialog",
      words: msg`Write the note`,
      whileTyping: true,
      act: write,
    },
  ]);
  const count = rows.length;
  return (
    <Dialog
      name={t`${plural(count, { one: "Note on one declaration", other: "Note on # declarations" })}`}
      isTitled
      width={520}
      onClose={onClose}
    >
      <form
        className="ask"
        onSubmit={(event) => {
          event.preventDefault();
          write();
        }}
      >
        {error && <Refusal>{error.message}</Refusal>}
        <Textarea
          label={t`Note`}
          description={t`@ before a name tells that person.`}
          minRows={4}
          autosize
          maxLength={4000}
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            remember(userId, about, event.currentTarget.value);
          }}
        />
        <div className="row g2">
          <span className="right" />
          <button type="button" className="btn bare" onClick={onClose}>
            <Trans>Leave</Trans> <kbd>Esc</kbd>
          </button>
          <button type="submit" className="btn main" disabled={isPending || !text.trim()}>
            <Trans>Write the note</Trans> <kbd>Ctrl</kbd>
            <kbd>Enter</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  );
}
