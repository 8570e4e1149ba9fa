import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "../../api/client";
import { keepFile } from "../../api/download";
import type { components } from "../../api/schema";
import { useMay } from "../../api/tenant";
import { moment, number } from "../../words/format";
import { Icon } from "../Icon";
import { Refusal } from "../Refusal";
import { useNow } from "../useNow";
import { type At, addFile, filesQuery } from "./query";
import "./notes.css";

type Attachment = components["schemas"]["Attachment"];

/** The files at something. */
export function Files({ at }: { at: At }) {
  const { t } = useLingui();
  const may = useMay("create:messages");
  const mayRead = useMay("read:documents");
  const queries = useQueryClient();
  const now = useNow();
  const query = filesQuery(at);
  const { data } = useQuery(query);
  const refresh = () => queries.invalidateQueries({ queryKey: query.queryKey });
  const add = useMutation({
    mutationFn: async (files: FileList) => {
      for (const file of files) await addFile(at, file);
    },
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE("/v1/attachments/{id}", { params: { path: { id } } })),
    onSuccess: refresh,
  });
  const get = useMutation({
    mutationFn: async ({ id, name }: Attachment) => {
      const bytes = await answered<unknown>(
        api.GET("/v1/attachments/{id}/content", { params: { path: { id } }, parseAs: "blob" }),
      );
      if (bytes instanceof Blob) keepFile(name, bytes);
    },
  });
  const problem = add.error ?? remove.error ?? get.error;
  const files = data?.attachments ?? [];
  return (
    <section
      className="blank files"
      aria-label={t`Files`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (may) add.mutate(event.dataTransfer.files);
      }}
    >
      {files.length === 0 && (
        <p className="q s">
          <Trans>No files yet.</Trans>
        </p>
      )}
      <ul>
        {files.map((it) => (
          <li key={it.id} className="row g2">
            <Icon name="box" size={14} className="q" />
            {it.deletedAt || !mayRead ? (
              <span className={it.deletedAt ? "q gone cut" : "cut"}>{it.name}</span>
            ) : (
              <button type="button" className="msg cut" onClick={() => get.mutate(it)}>
                {it.name}
              </button>
            )}
            <span className="q s right nw">
              {number(Math.ceil(it.size / 1000))} kB · {it.uploadedBy}, {moment(it.createdAt, now)}
            </span>
            {may && !it.deletedAt && (
              <button
                type="button"
                className="og"
                aria-label={t`Delete ${it.name}`}
                title={t`Delete ${it.name}`}
                onClick={() => remove.mutate(it.id)}
              >
                <Icon name="close" size={12} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {problem && <Refusal>{problem.message}</Refusal>}
      {may && (
        <label className="btn small">
          <Icon name="upload" />
          <Trans>Add files, or drop them here</Trans>
          <input
            type="file"
            multiple
            className="vh"
            onChange={(event) => {
              if (event.currentTarget.files) add.mutate(event.currentTarget.files);
            }}
          />
        </label>
      )}
    </section>
  );
}
